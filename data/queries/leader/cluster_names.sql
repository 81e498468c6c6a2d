-- One row: the standing name of one cluster of groups, as a planner gave it in one period; detail: JSON.
select period, period.seq, subject, detail, batch_id
from decision_fact join (select batch_id from live_batch) using (batch_id) join period using (period)
where region = $region and starts_with(subject, 'cluster:')
qualify row_number() over (partition by subject, period order by batch_id desc, line desc) = 1
order by period.seq, batch_id
