-- The blocks and cells of the version being made, except those whose correction waits.
insert into block
select $snapshot_id, shape.block_id, 'people', $region, shape.sector, shape.agency, shape.unit, shape.position,
    count(*), $snapshot_id, false
from seat join shape using (block_id)
where seat.state = 0 and seat.block_id not in (select block_id from held)
group by shape.block_id, shape.sector, shape.agency, shape.unit, shape.position
-- A frozen block may have lost people: then it is not shown, and its leaves stay, so that it is the same block when
-- they return.
having count(*) >= $k
order by shape.block_id;
insert into block_position
select $snapshot_id, block_id, seat.position, count(*)
from seat join block using (block_id)
where seat.state = 0 and block.snapshot_id = $snapshot_id and not block.held
group by block_id, seat.position
order by block_id, seat.position;
insert into cell
select $snapshot_id, block_id, indicator, source, candidate.n_people, candidate.n_raters, candidate.total
from candidate join aspect using (aspect) join block using (block_id)
where candidate.state = 0 and block.snapshot_id = $snapshot_id and not block.held
order by indicator, source, block_id
