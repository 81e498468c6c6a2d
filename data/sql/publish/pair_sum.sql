-- Sums over the people who stayed, came and left, by agency, indicator and source, where they are safe.
--
-- In one period a person stands in one block and may stand in two further sums: of the stayers with the period before (S)
-- and with the period after (S'). Any combination a S + a' S' + sum of b_B B leaves, in each block, at least the people
-- outside the largest set that a x + a' y is equal on; so it tells of at least the sum of those over the blocks, which must be 0
-- (nothing beyond whole cells) or >= k. Five ways of merging the four sets (both, S only, S' only, neither) cover every a and a'.

-- One row: one person in a cell of the period being made, of the one before, or both (null: not there). older: also in one of
-- the period before that.
create or replace temp table pair_mark as
with side as (
    select value.state, pair_cell.key, value.block_id, value.employee, value.value, value.rater
    from value join pair_cell using (state, block_id, aspect)
),
now as (select * from side where state = 0),
before as (select * from side where state = -1),
older as (select key, employee from side where state = -2)
select key, employee, now.block_id as block_now, before.block_id as block_before, older.employee is not null as older,
    now.value as now, before.value as before, now.rater as rater_now, before.rater as rater_before
-- Full: who came and who left are those without the other side.
from now full join before using (key, employee) left join older using (key, employee);

-- x: also rated in the period before this one, y: in the period after it. paired: whether the sums made now hold the person.
create or replace temp table pair_side as
select 'now' as side, key, block_now as block_id, now as value, block_before is not null as x, false as y,
    block_before is not null as paired
from pair_mark where block_now is not null
union all
select 'before', key, block_before, before, older, block_now is not null, block_now is not null
from pair_mark where block_before is not null;

create or replace temp table pair_tested as
with mark as (select * from pair_side),
counted as (
    select side, key, block_id, count(*) as n, count(*) filter (where x and y) as x_and_y,
        count(*) filter (where x and not y) as x_only, count(*) filter (where y and not x) as y_only,
        count(*) filter (where not x and not y) as neither
    from mark group by side, key, block_id
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

-- One row: one side of one key whose sums of stayers come too near an end of the scale to be told beside the cells: in some block
-- that they divide, the stayers' sum can only be what it is, give or take less than `ends`. up, down: by how much a block's sum
-- of stayers may go up or down, its other people making up for it.
create or replace temp table pair_near as
with divided as (
    select side, key, least(100 * count(*) filter (where paired) - sum(value) filter (where paired),
            sum(value) filter (where not paired)) as up,
        least(sum(value) filter (where paired),
            100 * count(*) filter (where not paired) - sum(value) filter (where not paired)) as down
    from pair_side group by side, key, block_id having bool_or(paired) and bool_or(not paired)
),
room as (
    select side, key, up, down, count(*) over one as n, sum(up) over one as ups, sum(down) over one as downs
    from divided window one as (partition by side, key)
)
select distinct key
from room cross join bound
-- Where they divide one block only, nothing can make up: then its two sums are told, and may be near no end themselves.
where case when n = 1 then least(up, down) else least(up, downs - down) + least(down, ups - up) end < bound.ends - 1e-6;

-- Whoever stood in the sums of the period before must be found again, or nothing can be said of this one.
create or replace temp table pair_safe as
with earlier as (
    select key, n_people as n
    from pair_sum join pair_key using (agency, indicator, source)
    where snapshot_id = $previous and part = 'stay'
),
found as (select key, count(*) as n from pair_mark where block_before is not null and older group by key)
select key
from pair_tested anti join pair_near using (key) left join earlier using (key) left join found using (key)
group by key
-- Safe on both sides: the sums stand beside the cells of either period.
having count(*) = 2 and bool_and(safe) and coalesce(any_value(earlier.n), 0) = coalesce(any_value(found.n), 0);

insert into pair_sum
with summed as (
    select key, case when block_before is null then 'join' when block_now is null then 'leave' else 'stay' end as part,
        count(*) as n, sum(now) as now, sum(before) as before
    from pair_mark semi join pair_safe using (key)
    group by key, part
)
select $snapshot_id, $previous, sector, agency, indicator, source, part, n, now, before
from summed join pair_key using (key)
order by agency, indicator, source, part;

insert into pair_least
select case side when 'now' then $snapshot_id else $previous end, agency, indicator, source, least
from pair_tested semi join pair_safe using (key) join pair_key using (key)
order by agency, indicator, source, side
