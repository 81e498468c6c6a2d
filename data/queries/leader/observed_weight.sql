-- One row: the composite weight one agency had observed on one indicator in one published period; two periods that share
-- under 80 % of weight are joined by no line.
with weight as (
    select snapshot_id, block_position.block_id, snapshot_weight.indicator,
        sum(block_position.share * snapshot_weight.weight) / sum(block_position.share) as weight
    from block_position join snapshot_weight using (snapshot_id, position)
    group by snapshot_id, block_position.block_id, snapshot_weight.indicator
)
select region, agency, period, chosen.indicator, sum(heads * weight.weight * coverage) / sum(heads) as weight
from chosen_blocks($region, $periods, null, $agencies, null, null, null) as chosen
join weight on weight.snapshot_id = chosen.snapshot_id and weight.block_id = chosen.block_id
    and weight.indicator = chosen.indicator
where weight.weight > 0
group by region, period, agency, chosen.indicator
order by region, period, agency, chosen.indicator
