-- Scores of persons by the same rule as blocks (basis 'all'): what a person lacks is the agency-level figure where there is
-- one, else the anchor of their position. Kept for this publish only: pooled spreads and shares are made from it.
create or replace temp table person_score as
with own as (
    select seat.employee, seat.block_id, part.indicator, part.source, part.weight,
        coalesce(value.value, part.agency_mean) as mean,
        coalesce(anchor.mean, part.anchor) as anchor
    from seat
    join part on part.block_id = seat.block_id and part.basis = 'all'
    left join value on value.state = 0 and value.employee = seat.employee and value.indicator = part.indicator
        and value.source = part.source
    left join anchor on anchor.snapshot_id = $snapshot_id and anchor.position = seat.position
        and anchor.indicator = part.indicator and anchor.source = part.source
),
combined as (
    select employee, block_id, indicator, sum(weight * coalesce(mean, anchor)) / sum(weight) as score,
        sum(weight * anchor) / sum(weight) as anchor,
        coalesce(bool_or(source = 'superior' and mean is not null), false)
            or coalesce(sum(weight) filter (where mean is not null) / sum(weight), 0) >= 0.5 as counts
    from own group by employee, block_id, indicator
)
select employee, block_id, indicator, score from combined where counts
union all
select combined.employee, combined.block_id, '*',
    sum(snapshot_weight.weight * case when combined.counts then combined.score else combined.anchor end)
        / sum(snapshot_weight.weight)
from combined
join seat using (employee, block_id)
join snapshot_weight on snapshot_weight.snapshot_id = $snapshot_id and snapshot_weight.position = seat.position
    and snapshot_weight.indicator = combined.indicator
where snapshot_weight.weight > 0
group by combined.employee, combined.block_id
having sum(snapshot_weight.weight) filter (where combined.counts) >= 0.6 * sum(snapshot_weight.weight)
