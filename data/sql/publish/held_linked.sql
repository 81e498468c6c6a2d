-- Blocks whose figures would tell of somebody beside cells that were released under another label: the two, laid side by side,
-- cut their people into groups, none of which may be smaller than k or near an end of the scale.
insert into held
with link as (
    select told.origin, told.state, theirs.aspect as their_aspect, mine.aspect
    from (select unnest($links::struct(origin integer, state integer, labels varchar[])[]) as told) as listed
    join aspect as theirs on theirs.indicator = told.labels[1] and theirs.source = told.labels[2]
    join aspect as mine on mine.indicator = told.labels[3] and mine.source = told.labels[4]
),
there as (
    select link.origin, link.aspect, value.block_id, value.employee, round(value.value, 6) as value
    from link
    join value on value.state = link.state and value.aspect = link.their_aspect
    join aspect on aspect.aspect = link.their_aspect
    join cell on cell.snapshot_id = link.origin and cell.block_id = value.block_id
        and cell.indicator = aspect.indicator and cell.source = aspect.source
    join block on block.snapshot_id = link.origin and block.block_id = value.block_id
        and block.released_from = link.origin
),
here as (
    select link.origin, value.aspect, value.block_id, value.employee, round(value.value, 6) as value
    from (select distinct origin, aspect from link) as link
    join value on value.state = 0 and value.aspect = link.aspect
    join candidate on candidate.state = 0 and candidate.block_id = value.block_id and candidate.aspect = value.aspect
),
part as (
    select origin, aspect, here.block_id as block_id, there.block_id as their_block, count(*) as n, sum(value) as total
    from here full join there using (origin, aspect, employee, value)
    group by origin, aspect, here.block_id, there.block_id
),
met as (select origin, aspect, block_id, their_block from part where block_id is not null and their_block is not null),
-- Where the two hold the very same people, they are one cell, and no difference is left to tell.
cut as (
    select part.*, part.block_id is null or part.their_block is null
        or count(*) over (partition by origin, aspect, part.block_id) > 1 as apart
    from part
)
select distinct met.block_id
from cut join met using (origin, aspect) cross join bound
where apart and (cut.block_id = met.block_id or cut.their_block = met.their_block)
    and (n < $k or least(total, 100 * n - total) < bound.ends - 1e-6)
