-- Who stood in the cells of the period before the one before, where sums of stayers were released with them. That all were
-- found is checked with the sums themselves.
insert into pair_side
with released as (
    select cell.block_id, cell.indicator, cell.source, pair_key.key
    from cell
    join block using (snapshot_id, block_id)
    join pair_key using (agency, indicator, source)
    where cell.snapshot_id = $snapshot_id and block.kind = 'people' and not block.held
        and (agency, indicator, source) in (
            select (agency, indicator, source) from pair_sum where snapshot_id = $previous
        )
)
select distinct 'older', released.key, null::integer, null, rating.employee, null::double, null::bigint
from rating
join seat using (employee)
join released on released.block_id = seat.block_id and released.indicator = rating.indicator
    and released.source = rating.source
