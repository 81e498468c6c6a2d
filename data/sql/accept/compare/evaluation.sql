-- Counts of keys in one part of the staged evaluation rows against what stands: new, changed, same. A key without rater is
-- compared as the bag of its scores, told by their number and the sum of their hashes.
with incoming as (
    select mark, count(*) as n, sum(score::hugeint) as bag from staged_mark where mark % $parts::ubigint = $part group by mark
),
told as (
    select mark, batch_id, count(*) as n, sum(score::hugeint) as bag
    from standing_mark where mark % $parts::ubigint = $part group by mark, batch_id
),
standing as (
    select mark, max_by(n, batch_id) as n, max_by(bag, batch_id) as bag from told group by mark
)
select count(*) filter (where standing.n is null) as new,
    count(*) filter (where standing.n <> incoming.n or standing.bag <> incoming.bag) as changed,
    count(*) filter (where standing.n = incoming.n and standing.bag = incoming.bag) as same
from incoming left join standing using (mark)
