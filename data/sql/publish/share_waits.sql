-- Agencies whose shares below standard stay those of the version before. A share counts people on either side of a standard, so
-- it waits as a cell does: where a block of the agency waits, or where the versions cut its people on an aspect, cells too small
-- to be told among them, into a group that differs and is smaller than k.
insert into share_kept
with compared as (
    -- Where a block of the agency waited, its shares were those of before and told nothing new.
    select version.state, block.agency
    from version join block on block.snapshot_id = version.origin and block.kind = 'people'
    where version.state > 0
    group by version.state, block.agency having not bool_or(block.held)
    union all
    select distinct 0, agency from shape
),
mark as (
    select agency, aspect, employee, block_id, said, sum(1::bigint << state) as versions
    from stood join shape using (block_id) semi join compared using (state, agency)
    group by agency, aspect, employee, block_id, said
),
part as (select agency, aspect, versions, count(*) as n from mark group by agency, aspect, versions),
whole as (select agency, sum(1::bigint << state) as versions from compared group by agency)
select agency from part join whole using (agency) where n < $k and part.versions <> whole.versions
union
select shape.agency from held join shape using (block_id)
