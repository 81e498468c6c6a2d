-- Counts of keys in the staged evaluation rows against what stands: new, changed, same. A key without rater is compared as
-- the bag of its scores, told by their number and the sum of their hashes: lists of scores would not fit into memory.
with incoming as (
    select region, period, employee.pseudonym as employee,
        case when staged.nip is null then agency || '|' || coalesce(unit, '') end as place, indicator, source,
        rater.pseudonym as rater, count(*) as n, sum(hash(round(score, 9))::hugeint) as bag
    from staged
    left join pseudonym as employee on employee.identity = staged.nip
    left join pseudonym as rater on rater.identity = staged.rater
    group by all
),
touched as (select distinct region, period from staged),
told as (
    select region, period, employee, case when employee is null then agency || '|' || coalesce(unit, '') end as place,
        indicator, source, rater, batch_id, count(*) as n, sum(hash(round(score, 9))::hugeint) as bag
    from fact join touched using (region, period) join (select batch_id from live_batch) using (batch_id)
    group by all
),
standing as (
    select region, period, employee, place, indicator, source, rater, max_by({'n': n, 'bag': bag}, batch_id) as held
    from told group by all
)
select count(*) filter (where held is null) as new,
    count(*) filter (where held <> {'n': incoming.n, 'bag': incoming.bag}) as changed,
    count(*) filter (where held = {'n': incoming.n, 'bag': incoming.bag}) as same
from incoming left join standing
    on standing.region = incoming.region and standing.period = incoming.period
    and standing.employee is not distinct from incoming.employee and standing.place is not distinct from incoming.place
    and standing.indicator = incoming.indicator and standing.source = incoming.source
    and standing.rater is not distinct from incoming.rater
