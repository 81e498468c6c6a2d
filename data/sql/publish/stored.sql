-- One row: one cell that a version released, or (origin null) would release.
insert into stored
select $state, block_id, indicator, source from candidate
where $origin is null or block_id in (select block_id from block where released_from = $origin)
