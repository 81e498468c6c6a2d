-- One row: one programme that was recorded as planned, with the first moment that was known and how its people are to be chosen
-- (in detail, JSON: year, rule, seats, scenario), the oldest first. Undone ones are not there.
select split_part(subject, ':', 2) as programme, period, detail, received_at
from decision_fact join live_batch using (batch_id)
where region = $region and decision = 'plan' and starts_with(subject, 'plan:') and $own_agencies is null
order by received_at, batch_id, line
