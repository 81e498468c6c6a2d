-- Counts of keys in the staged evaluation rows against what stands: new, changed, same. A key without rater is compared as
-- the bag of its scores.
with incoming as (
    select region, period, employee.pseudonym as employee,
        case when staged.nip is null then agency || '|' || coalesce(unit, '') end as place, indicator, source,
        rater.pseudonym as rater, list(round(score, 9) order by score) as scores
    from staged
    left join pseudonym as employee on employee.identity = staged.nip
    left join pseudonym as rater on rater.identity = staged.rater
    group by all
),
standing as (
    select region, period, employee, case when employee is null then agency || '|' || coalesce(unit, '') end as place,
        indicator, source, rater, list(round(score, 9) order by score) as scores
    from fact_current
    where (region, period) in (select distinct region, period from staged)
    group by all
)
select count(*) filter (where standing.region is null) as new,
    count(*) filter (where standing.region is not null and standing.scores <> incoming.scores) as changed,
    count(*) filter (where standing.region is not null and standing.scores = incoming.scores) as same
from incoming left join standing
    on standing.region = incoming.region and standing.period = incoming.period
    and standing.employee is not distinct from incoming.employee and standing.place is not distinct from incoming.place
    and standing.indicator = incoming.indicator and standing.source = incoming.source
    and standing.rater is not distinct from incoming.rater
