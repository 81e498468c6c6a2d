-- One row: the standing decision about one subject of one region, newest period first.
select period, period.seq, subject, decision, reason, detail, batch_id
from decision_fact join (select batch_id from live_batch) using (batch_id) join period using (period)
where region = $region and ($own_agencies is null or list_contains($own_agencies::varchar[], split_part(subject, ':', 3)))
qualify row_number() over (partition by subject, period order by batch_id desc, line desc) = 1
order by period.seq desc, subject
