-- Scores of persons by the same rule as blocks (basis 'all'). Kept for this publish only: pooled spreads and shares are made
-- from them.

-- One row: what stands in for one part that people of one block and position lack: the agency-level figure where there is one
-- (known), else the anchor of their position.
create or replace temp table stand_in as
with seated as (select distinct block_id, position from seat where state = 0)
select part.block_id, seated.position, part.indicator, part.source, aspect.aspect, part.weight,
    -- The position's own anchor first: that of a merged block mixes positions, and a person holds one.
    coalesce(anchor.mean, part.anchor) as anchor, coalesce(part.agency_mean, anchor.mean, part.anchor) as mean,
    part.agency_mean is not null as known
from seated
join part on part.block_id = seated.block_id and part.basis = 'all'
left join anchor on anchor.snapshot_id = $snapshot_id and anchor.position = seated.position
    and anchor.indicator = part.indicator and anchor.source = part.source
left join aspect on aspect.indicator = part.indicator and aspect.source = part.source;

-- A person's score is that of somebody who lacks everything, moved by what the own ratings differ from what stands in.
create or replace temp table person_score as
with lacking as (
    select block_id, position, indicator, sum(weight) as weight, sum(weight * mean) / sum(weight) as score,
        sum(weight * anchor) / sum(weight) as anchor, coalesce(sum(weight) filter (where known), 0) as seen,
        bool_or(known and source = 'superior') as superior
    from stand_in group by block_id, position, indicator
),
own as (
    select value.employee, stand_in.indicator, sum(stand_in.weight * (value.value - stand_in.mean)) as moved,
        coalesce(sum(stand_in.weight) filter (where not known), 0) as seen, bool_or(stand_in.source = 'superior') as superior
    from value
    join seat using (state, employee)
    join stand_in on stand_in.block_id = seat.block_id and stand_in.position = seat.position
        and stand_in.aspect = value.aspect
    where value.state = 0
    group by value.employee, stand_in.indicator
),
combined as (
    select seat.employee, seat.block_id, seat.position, indicator,
        lacking.score + coalesce(own.moved, 0) / lacking.weight as score, lacking.anchor,
        lacking.superior or coalesce(own.superior, false)
            or (lacking.seen + coalesce(own.seen, 0)) / lacking.weight >= 0.5 as counts
    from seat join lacking using (block_id, position) left join own using (employee, indicator)
    where seat.state = 0
)
select employee, block_id, position, indicator, score from combined where counts
union all
select combined.employee, combined.block_id, combined.position, '*',
    sum(snapshot_weight.weight * case when combined.counts then combined.score else combined.anchor end)
        / sum(snapshot_weight.weight)
from combined
join snapshot_weight on snapshot_weight.snapshot_id = $snapshot_id and snapshot_weight.position = combined.position
    and snapshot_weight.indicator = combined.indicator
where snapshot_weight.weight > 0
group by combined.employee, combined.block_id, combined.position
having sum(snapshot_weight.weight) filter (where combined.counts) >= 0.6 * sum(snapshot_weight.weight)
