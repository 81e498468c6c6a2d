-- Sums over the people who stayed, came and left, by agency, indicator and source, where they are safe.
--
-- In one period a person stands in one block and may stand in two further sums: of the stayers with the period before (S)
-- and with the period after (S'). Any combination a S + a' S' + sum of b_B B leaves, in each block, at least the people
-- outside the largest set that a x + a' y is equal on; so it tells of at least the sum of those over the blocks, which must be 0
-- (nothing beyond whole cells) or >= k. Five ways of merging the four sets (both, S only, S' only, neither) cover every a and a'.

-- One row: one person in a cell of now or before; x: also rated in the period before it, y: in the period after it.
create or replace temp table pair_mark as
with older as (select employee, key from pair_side where side = 'older'),
now as (select * from pair_side where side = 'now'),
before as (select * from pair_side where side = 'before')
select 'now' as side, now.key, now.block_id, before.employee is not null as x, false as y, now.value, before.value as other, now.employee, now.position,
    now.rater, before.rater as rater_before
from now left join before using (employee, key)
union all
select 'before', before.key, before.block_id, older.employee is not null, now.employee is not null, before.value,
    null, null, null, null, null
from before left join now using (employee, key) left join older using (employee, key);

create or replace temp table pair_tested as
with counted as (
    select side, key, block_id, count(*) as n, count(*) filter (where x and y) as x_and_y,
        count(*) filter (where x and not y) as x_only, count(*) filter (where y and not x) as y_only,
        count(*) filter (where not x and not y) as neither
    from pair_mark group by side, key, block_id
),
apart as (
    select side, key,
        unnest([
            sum(n - greatest(x_and_y + x_only, y_only + neither)),
            sum(n - greatest(x_and_y + y_only, x_only + neither)),
            sum(n - greatest(x_and_y + neither, x_only, y_only)),
            sum(n - greatest(x_and_y, x_only + y_only, neither)),
            sum(n - greatest(x_and_y, x_only, y_only, neither))
        ]) as people
    from counted group by side, key
)
select side, key, bool_and(people = 0 or people >= $k) as safe, min(people) filter (where people > 0) as least
from apart group by side, key;

-- Whoever stood in the sums of the period before must be found again, or nothing can be said of this one.
create or replace temp table pair_safe as
with earlier as (
    select key, n_people as n
    from pair_sum join pair_key using (agency, indicator, source)
    where snapshot_id = $previous and part = 'stay'
),
found as (select key, count(*) as n from pair_mark where side = 'before' and x group by key)
select key
from pair_tested left join earlier using (key) left join found using (key)
group by key
having count(*) = 2 and bool_and(safe) and coalesce(any_value(earlier.n), 0) = coalesce(any_value(found.n), 0);

insert into pair_sum
with part as (
    select key, case when x then 'stay' else 'join' end as part, value as now, other as before
    from pair_mark where side = 'now'
    union all
    select key, 'leave', null, value from pair_mark where side = 'before' and not y
),
summed as (
    select key, part, count(*) as n, sum(now) as now, sum(before) as before
    from part semi join pair_safe using (key)
    group by key, part
)
select $snapshot_id, $previous, sector, agency, indicator, source, part, n, now, before
from summed join pair_key using (key)
order by key, part;

insert into pair_least
select case side when 'now' then $snapshot_id else $previous end, agency, indicator, source, least
from pair_tested semi join pair_safe using (key) join pair_key using (key)
order by key, side
