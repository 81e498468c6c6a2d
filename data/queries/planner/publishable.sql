-- One row: one region and period with live facts. fresh: batches came or went since its last snapshot.
with have as (
    select region, period, list(distinct batch_id order by batch_id) as batches
    from (
        select region, period, batch_id from fact
        union select region, period, batch_id from roster_fact
        union select region, period, batch_id from decision_fact where decision = 'home'
    )
    join (select batch_id from live_batch) using (batch_id)
    group by region, period
)
select have.region, have.period, have.batches::varchar as batches, snapshot_current.version,
    coalesce(snapshot_current.withdrawn, false) as withdrawn,
    snapshot_current.batches is distinct from to_json(have.batches)::varchar as fresh
from have left join snapshot_current using (region, period)
where ($region is null or have.region = $region)
order by have.region, have.period
