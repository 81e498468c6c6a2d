-- One row: the composite weight one agency had observed on one indicator by one source in one published period; two periods
-- that share under 80 % of weight are joined by no line. Source `each`: every one by itself, of its own whole.
-- A figure about an agency stands in each of its blocks.
with seen as (
    select snapshot_id, block_id, indicator, source from cell
    union
    select block.snapshot_id, block.block_id, cell.indicator, cell.source
    from block
    join block as figure on figure.snapshot_id = block.snapshot_id and figure.agency = block.agency and figure.kind = 'agency'
    join cell on cell.snapshot_id = figure.snapshot_id and cell.block_id = figure.block_id
)
select region, agency, period, chosen.indicator, seen.source,
    sum(heads * weight.weight * case when $source is null then source.share else 1 end) / any_value(whole) as weight
from (
    select *, sum(heads) over (partition by snapshot_id, agency, indicator, case when $source = 'each' then basis end) as whole
    from chosen_blocks($region, $periods, null, $agencies, null, null, $source)
) as chosen
join block_weight as weight on weight.snapshot_id = chosen.snapshot_id and weight.block_id = chosen.block_id
    and weight.indicator = chosen.indicator
join seen on seen.snapshot_id = chosen.snapshot_id and seen.block_id = chosen.block_id and seen.indicator = chosen.indicator
join source_part as source on source.snapshot_id = chosen.snapshot_id and source.indicator = chosen.indicator and source.source = seen.source
where weight.weight > 0 and ($source is null or seen.source = case when $source = 'each' then chosen.basis else $source end)
group by region, period, agency, chosen.indicator, seen.source
order by region, period, agency, chosen.indicator, seen.source
