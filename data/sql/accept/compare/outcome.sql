-- Counts of measures in the staged outcome rows against what stands: new, changed, same.
with incoming as (
    select region, period, agency, coalesce(unit, '') as unit, measure, hash(value, target, respondents) as said from staged
),
standing as (
    select region, period, agency, coalesce(unit, '') as unit, measure, hash(value, target, respondents) as held
    from outcome_fact join (select distinct region, period from staged) using (region, period)
    join (select batch_id from live_batch) using (batch_id)
    qualify row_number() over (
        partition by region, period, agency, coalesce(outcome_fact.unit, ''), measure order by batch_id desc, line desc
    ) = 1
)
select count(*) filter (where held is null) as new, count(*) filter (where held <> said) as changed,
    count(*) filter (where held = said) as same
from incoming left join standing using (region, period, agency, unit, measure)
