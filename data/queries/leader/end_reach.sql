-- One row: how many points the score of one agency in one published period may lie under (below) and over (above) the truth,
-- because cells near an end of the scale are told as a bound; only where it may. indicator: `*` of the composite. heads:
-- the people its score is of; of_sector, of_region: those of its sector's and its region's. What missing parts lend from the region
-- is counted along.
with scored as (
    select snapshot_id, block_id, kind, region, sector, agency, period, heads, indicator, basis
    from chosen_blocks($region, $periods, null, null, $positions, $indicator, $source)
    where score is not null
),
bounded as (select * from bounded_cell semi join scored using (snapshot_id)),
-- What leaders' scores are made of, on the indicators with a bound: sums of people, by how much they may be off.
known as (
    select cell.snapshot_id, cell.block_id, block.kind, block.agency, cell.indicator, cell.source,
        coalesce(cell.n_people, 1) as n, coalesce(below, 0) as below, coalesce(above, 0) as above
    from cell
    join block using (snapshot_id, block_id)
    semi join bounded as on_it on on_it.snapshot_id = cell.snapshot_id and on_it.indicator = cell.indicator
    left join bounded on bounded.snapshot_id = cell.snapshot_id and bounded.block_id = cell.block_id
        and bounded.indicator = cell.indicator and bounded.source = cell.source
),
pure as (
    select snapshot_id, block_id, any_value(position) as position
    from block_position semi join bounded using (snapshot_id)
    group by snapshot_id, block_id having count(*) = 1
),
region_mean as (
    select snapshot_id, indicator, source, sum(below) / sum(n) as below, sum(above) / sum(n) as above,
        sum(below) filter (where kind = 'people') / sum(n) filter (where kind = 'people') as below_persons,
        sum(above) filter (where kind = 'people') / sum(n) filter (where kind = 'people') as above_persons
    from known group by snapshot_id, indicator, source
),
position_mean as (
    select known.snapshot_id, position, indicator, source, sum(below) / sum(n) as below, sum(above) / sum(n) as above
    from known join pure using (snapshot_id, block_id)
    where kind = 'people' group by known.snapshot_id, position, indicator, source
),
block_basis as (select distinct snapshot_id, block_id, kind, agency, basis from scored),
lent as (
    select one.snapshot_id, one.block_id, one.basis, region.indicator, region.source,
        sum(share * coalesce(own.below, case when basis = 'persons' then below_persons else region.below end))
            / sum(share) as below,
        sum(share * coalesce(own.above, case when basis = 'persons' then above_persons else region.above end))
            / sum(share) as above
    from block_basis as one
    join block_position using (snapshot_id, block_id)
    join region_mean as region using (snapshot_id)
    left join position_mean as own on own.snapshot_id = one.snapshot_id and own.position = block_position.position
        and own.indicator = region.indicator and own.source = region.source
    where basis <> 'persons' or below_persons is not null
    group by one.snapshot_id, one.block_id, one.basis, region.indicator, region.source
),
part as (
    select one.snapshot_id, one.block_id, one.basis, lent.indicator, lent.source,
        case when one.basis in ('all', 'persons') then snapshot_source.weight else 1 end as weight,
        coalesce(own.n, figure.n) is not null as seen,
        coalesce(own.below / own.n, figure.below / figure.n, lent.below) as below,
        coalesce(own.above / own.n, figure.above / figure.n, lent.above) as above,
        lent.below as below_lent, lent.above as above_lent
    from block_basis as one
    join lent using (snapshot_id, block_id, basis)
    join snapshot_source on snapshot_source.snapshot_id = one.snapshot_id and snapshot_source.source = lent.source
        and case when one.basis in ('all', 'persons') then snapshot_source.weight > 0 else lent.source = one.basis end
    left join known as own on own.snapshot_id = one.snapshot_id and own.block_id = one.block_id
        and own.indicator = lent.indicator and own.source = lent.source
    -- What was said of a whole agency stands in each of its blocks, where nobody there was rated on it.
    left join known as figure on figure.snapshot_id = one.snapshot_id and figure.agency = one.agency
        and figure.kind = 'agency' and figure.indicator = lent.indicator and figure.source = lent.source
        and one.kind = 'people' and one.basis <> 'persons'
),
-- counts: as in publishing, where the superior is there or half the weight of the sources.
combined as (
    select snapshot_id, block_id, basis, indicator,
        sum(weight * case when counts then below else below_lent end) / sum(weight) as below,
        sum(weight * case when counts then above else above_lent end) / sum(weight) as above
    from (
        select *, bool_or(source = 'superior' and seen) over one
            or coalesce(sum(weight) filter (where seen) over one, 0) >= 0.5 * sum(weight) over one as counts
        from part window one as (partition by snapshot_id, block_id, basis, indicator)
    )
    group by snapshot_id, block_id, basis, indicator
),
-- The indicators a composite is made of are those the region has any figure for.
whole as (
    select one.snapshot_id, one.block_id, one.basis, sum(block_weight.weight) as weight
    from block_basis as one
    join block_weight using (snapshot_id, block_id)
    where block_weight.weight > 0 and exists (
        select 1 from anchor
        join snapshot_source using (snapshot_id, source)
        where anchor.snapshot_id = one.snapshot_id and anchor.position = '' and anchor.indicator = block_weight.indicator
            and case when one.basis in ('all', 'persons') then snapshot_source.weight > 0 else source = one.basis end
            and (one.basis <> 'persons' or anchor.mean_persons is not null)
    )
    group by one.snapshot_id, one.block_id, one.basis
),
reach as (
    select snapshot_id, block_id, basis, indicator, below, above from combined
    union all
    select snapshot_id, block_id, basis, '*', sum(block_weight.weight * below) / any_value(whole.weight),
        sum(block_weight.weight * above) / any_value(whole.weight)
    from combined
    join block_weight using (snapshot_id, block_id, indicator)
    join whole using (snapshot_id, block_id, basis)
    group by snapshot_id, block_id, basis
)
select region, sector, agency, period, indicator, below, above, heads, of_sector, of_region
from (
    select region, any_value(sector) as sector, agency, period, scored.indicator, sum(heads) as heads,
        sum(heads * coalesce(below, 0)) / sum(heads) as below, sum(heads * coalesce(above, 0)) / sum(heads) as above,
        sum(sum(heads)) over (partition by region, any_value(sector), period, scored.indicator) as of_sector,
        sum(sum(heads)) over (partition by region, period, scored.indicator) as of_region
    from scored
    left join reach on reach.snapshot_id = scored.snapshot_id and reach.block_id = scored.block_id
        and reach.basis = scored.basis and reach.indicator = scored.indicator
    group by region, agency, period, scored.indicator
)
where below + above > 0
order by region, period, agency, indicator
