-- One row: one live batch with facts, roster rows or answers which agency is home of the region and period.
select batch_id from live_batch
where batch_id in (
    select batch_id from fact where region = $region and period = $period
    union select batch_id from roster_fact where region = $region and period = $period
    union select batch_id from decision_fact where decision = 'home' and region = $region and period = $period
)
order by batch_id
