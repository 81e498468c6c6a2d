-- Counts of keys in the staged evaluation rows against what stands: new, changed, same. A key without rater is compared as
-- the bag of its scores, told by their number and the sum of their hashes. Keys are compared by their hash, too: among ten
-- million the chance that two share one, and a count is off by one, is 3 in a million; whole keys would not fit into memory.
with incoming as (
    select hash(
            region, period, employee.pseudonym,
            case when staged.nip is null then agency end, case when staged.nip is null then coalesce(unit, '') end,
            indicator, source, rater.pseudonym
        ) as mark,
        count(*) as n, sum(hash(round(score, 9))::hugeint) as bag
    from staged
    left join pseudonym as employee on employee.identity = staged.nip
    left join pseudonym as rater on rater.identity = staged.rater
    group by mark
),
touched as (select distinct region, period from staged),
told as (
    select hash(
            region, period, employee, case when employee is null then agency end,
            case when employee is null then coalesce(unit, '') end, indicator, source, rater
        ) as mark,
        batch_id, count(*) as n, sum(hash(round(score, 9))::hugeint) as bag
    from fact join touched using (region, period) join (select batch_id from live_batch) using (batch_id)
    group by mark, batch_id
),
standing as (
    select mark, max_by(n, batch_id) as n, max_by(bag, batch_id) as bag from told group by mark
)
select count(*) filter (where standing.n is null) as new,
    count(*) filter (where standing.n <> incoming.n or standing.bag <> incoming.bag) as changed,
    count(*) filter (where standing.n = incoming.n and standing.bag = incoming.bag) as same
from incoming left join standing using (mark)
