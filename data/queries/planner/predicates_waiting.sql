-- One row: one region and period whose live predicates are not those of its newest release.
with have as (
    select region, period, list(distinct batch_id order by batch_id) as batches, count(*) as n_rows
    from predicate_fact join (select batch_id from live_batch) using (batch_id)
    where predicate is not null
    group by region, period
)
select region, period, coalesce(n_rows, 0) as n_rows, predicate_current.version
from have full join predicate_current using (region, period)
where ($region is null or region = $region)
    and predicate_current.batches is distinct from to_json(coalesce(have.batches, []))::varchar
order by region, period
