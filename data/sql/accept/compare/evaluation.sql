-- Counts of keys in one part of the staged evaluation rows against what stands: new, changed, same; and of those that are made
-- of several people's answers (figures where $respondents, else raters without names) the changed and the same. A key without
-- rater is compared as the bag of its scores, told by their number and the sum of their hashes.
with incoming as (
    select mark, count(*) as n, sum(score::hugeint) as bag, any_value(case when figure then $respondents else unnamed end) as many
    from staged_mark where mark % $parts::ubigint = $part group by mark
),
told as (
    select mark, batch_id, count(*) as n, sum(score::hugeint) as bag
    from standing_mark where mark % $parts::ubigint = $part group by mark, batch_id
),
standing as (
    select mark, max_by(n, batch_id) as n, max_by(bag, batch_id) as bag from told group by mark
),
beside as (
    select standing.n is null as is_new, standing.n is null or (standing.n = incoming.n and standing.bag = incoming.bag) as agrees, many
    from incoming left join standing using (mark)
)
select count(*) filter (where is_new) as new, count(*) filter (where not agrees) as changed,
    count(*) filter (where agrees and not is_new) as same, count(*) filter (where many and not agrees) as many_changed,
    count(*) filter (where many and agrees and not is_new) as many_same
from beside
