-- A held block keeps the people and the cells of the version before.
insert into block
-- released_from stays: a later correction is compared with the version these data are from, not with the one that shows
-- them.
select $snapshot_id, block_id, kind, region, sector, agency, unit, position, n_people, released_from, true
from block where snapshot_id = $previous and block_id in (select block_id from held);
insert into block_position
select $snapshot_id, block_id, position, share from block_position
where snapshot_id = $previous and block_id in (select block_id from held);
insert into cell
select $snapshot_id, block_id, indicator, source, n_people, n_raters, total from cell
where snapshot_id = $previous and block_id in (select block_id from held)
