-- The people behind the cells of one snapshot, as laid out last. A cell that cannot be made again exactly from the facts
-- (a person was erased since) is left out.
insert into pair_side
with released as (
    select cell.block_id, cell.indicator, cell.source, cell.n_people, cell.total, pair_key.key
    from cell
    join block using (snapshot_id, block_id)
    join pair_key using (agency, indicator, source)
    where cell.snapshot_id = $snapshot_id and block.kind = 'people' and not block.held
),
placed as materialized (
    select released.key, seat.block_id, seat.position, rating.employee, avg(rating.score) as value,
        case when count(rating.rater) = count(*) and min(rating.rater) = max(rating.rater)
            then min(rating.rater) end as rater
    from rating
    join seat using (employee)
    join released on released.block_id = seat.block_id and released.indicator = rating.indicator
        and released.source = rating.source
    group by released.key, seat.block_id, seat.position, rating.employee
),
same as (
    select key, block_id
    from (select key, block_id, count(*) as n, sum(value) as total from placed group by key, block_id) as made
    join released using (key, block_id)
    where made.n = released.n_people and abs(made.total - released.total) < 1e-6
)
select $side, key, block_id, position, employee, value, rater
from placed semi join same using (key, block_id)
