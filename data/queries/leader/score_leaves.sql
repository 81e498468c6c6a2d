-- One row: what one group of people of one agency brings to its score in one published period, by indicator and source; the
-- groups are those who hold the same positions (joined by '+' in a merged block). The score as `agency_scores` shows it is
-- sum(share * weight * source_weight * mean). share: of the agency's people; weight: of the indicator among those the region
-- has figures for; source_weight: of the source likewise; mean: of the cells, or the region's mean where nobody of theirs was
-- rated; seen: the share of `mean` that is the agency's own. Nothing of an indicator that only sources without weight rate.
with chosen as (
    select distinct snapshot_id, block_id, region, sector, agency, period, seq, kind, heads
    from chosen_blocks($region, $periods, null, $agencies, $positions, coalesce($indicator, '*'), $source)
    where score is not null
),
basis as (select coalesce($source, case when $positions is null then 'all' else 'persons' end) as name),
source as (
    select snapshot_source.snapshot_id, source, case when basis.name in ('all', 'persons') then weight else 1.0 end as weight
    from snapshot_source cross join basis
    where snapshot_id in (select snapshot_id from chosen)
        and case when basis.name in ('all', 'persons') then weight > 0 else source = basis.name end
),
held as (
    select chosen.snapshot_id, chosen.block_id, position, share
    from chosen join block_position on block_position.snapshot_id = chosen.snapshot_id
        and block_position.block_id = chosen.block_id
),
positions as (
    select snapshot_id, block_id, string_agg(position, '+' order by position) as positions from held
    group by snapshot_id, block_id
),
weight as (
    select held.snapshot_id, held.block_id, snapshot_weight.indicator, sum(share * weight) / sum(share) as weight
    from held join snapshot_weight on snapshot_weight.snapshot_id = held.snapshot_id
        and snapshot_weight.position = held.position
    where $indicator is null
    group by held.snapshot_id, held.block_id, snapshot_weight.indicator
    having sum(share * weight) > 0
    union all
    select snapshot_id, block_id, $indicator, 1.0 from chosen where $indicator is not null
),
usual as (
    select held.snapshot_id, held.block_id, region.indicator, region.source,
        sum(share * coalesce(special.mean, case when basis.name = 'persons' then region.mean_persons else region.mean end))
            / sum(share) as mean
    from held
    join anchor as region on region.snapshot_id = held.snapshot_id and region.position = ''
    cross join basis
    left join anchor as special on special.snapshot_id = held.snapshot_id and special.position = held.position
        and special.indicator = region.indicator and special.source = region.source
    where basis.name <> 'persons' or region.mean_persons is not null
    group by held.snapshot_id, held.block_id, region.indicator, region.source
),
own as (
    select snapshot_id, block_id, indicator, source, total / coalesce(n_people, 1) as mean from cell
    where snapshot_id in (select snapshot_id from chosen)
),
-- What was said of a whole agency stands in each of its blocks, where nobody there was rated on it.
figure as (
    select block.snapshot_id, block.agency, own.indicator, own.source, own.mean
    from block join own on own.snapshot_id = block.snapshot_id and own.block_id = block.block_id
    where block.kind = 'agency'
),
part as (
    select chosen.*, weight.indicator, weight.weight, source.source, source.weight as source_weight, usual.mean as usual,
        coalesce(own.mean, case when basis.name <> 'persons' then figure.mean end) as mean
    from chosen
    cross join basis
    join weight on weight.snapshot_id = chosen.snapshot_id and weight.block_id = chosen.block_id
    join usual on usual.snapshot_id = chosen.snapshot_id and usual.block_id = chosen.block_id
        and usual.indicator = weight.indicator
    join source on source.snapshot_id = chosen.snapshot_id and source.source = usual.source
    left join own on own.snapshot_id = chosen.snapshot_id and own.block_id = chosen.block_id
        and own.indicator = usual.indicator and own.source = usual.source
    left join figure on figure.snapshot_id = chosen.snapshot_id and figure.agency = chosen.agency
        and figure.indicator = usual.indicator and figure.source = usual.source
),
-- counts: as in publishing, where the superior is there or half the weight of the sources.
combined as (
    select *, source_weight / sum(source_weight) over one as source_share,
        coalesce(bool_or(source = 'superior' and mean is not null) over one, false)
            or coalesce(sum(source_weight) filter (where mean is not null) over one, 0)
                >= 0.5 * sum(source_weight) over one as counts
    from part
    window one as (partition by snapshot_id, block_id, indicator)
),
leaf as (
    select *, weight / sum(weight * source_share) over (partition by snapshot_id, block_id) as weight_share,
        counts and mean is not null as is_own, case when counts then coalesce(mean, usual) else usual end as value
    from combined
)
select leaf.region, any_value(leaf.sector) as sector, leaf.agency, leaf.period, any_value(leaf.seq) as seq,
    positions.positions, leaf.indicator, leaf.source, sum(leaf.heads) / any_value(people.heads) as share,
    sum(leaf.heads * weight_share) / sum(leaf.heads) as weight, any_value(source_share) as source_weight,
    sum(leaf.heads * weight_share * value) / sum(leaf.heads * weight_share) as mean,
    sum(leaf.heads * weight_share * is_own::int) / sum(leaf.heads * weight_share) as seen
from leaf
join positions on positions.snapshot_id = leaf.snapshot_id and positions.block_id = leaf.block_id
join (select snapshot_id, agency, sum(chosen.heads) as heads from chosen group by snapshot_id, agency) as people
    on people.snapshot_id = leaf.snapshot_id and people.agency = leaf.agency
group by leaf.region, leaf.agency, leaf.period, positions.positions, leaf.indicator, leaf.source
order by leaf.region, leaf.period, leaf.agency, positions.positions, leaf.indicator, leaf.source
