-- One row: stayers, joiners or leavers (part: stay join leave) of one agency between two published periods in a row, for
-- one indicator and source, or with their weights for the composite ('*') or all sources ('all'), over the weighted cells that
-- are known for them; each: for every indicator by itself. complete: these are all that both periods have. n_people: of the largest cell. total_now, total_before: n_people times what the
-- part's mean brings to the score, with the weights of now; weight_shared: share of the weight that the sums speak of.
with paired as (
    select * from snapshot_pair semi join pair_spread using (snapshot_id, previous_snapshot_id)
    where ($region is null or region = $region) and ($periods is null or list_contains($periods, period))
),
source_weight as (
    select distinct paired.snapshot_id, anchor.indicator, anchor.source,
        case when coalesce($source, 'all') = 'all' then snapshot_source.weight else 1 end as weight
    from paired
    join anchor on anchor.snapshot_id = paired.snapshot_id and anchor.position = ''
    join snapshot_source on snapshot_source.snapshot_id = paired.snapshot_id and snapshot_source.source = anchor.source
    where case when coalesce($source, 'all') = 'all' then snapshot_source.weight > 0 else anchor.source = $source end
        and (coalesce($indicator, '*') = '*' or anchor.indicator = $indicator)
),
mix as (
    select paired.snapshot_id, paired.previous_snapshot_id, block.agency, block_position.position, sum(share) as share
    from paired
    join block on block.snapshot_id = paired.snapshot_id and block.kind = 'people'
    join block_position on block_position.snapshot_id = block.snapshot_id and block_position.block_id = block.block_id
    group by paired.snapshot_id, paired.previous_snapshot_id, block.agency, block_position.position
),
indicator_weight as (
    select mix.snapshot_id, mix.agency, snapshot_weight.indicator,
        sum(share * weight) / sum(sum(share * weight)) over (partition by mix.snapshot_id, mix.agency) as weight
    from mix
    join snapshot_weight on snapshot_weight.snapshot_id = mix.snapshot_id and snapshot_weight.position = mix.position
    where coalesce($indicator, '*') = '*' and not coalesce($each, false)
        and snapshot_weight.indicator in (select indicator from source_weight where snapshot_id = mix.snapshot_id)
    group by mix.snapshot_id, mix.agency, snapshot_weight.indicator
    union all
    select distinct mix.snapshot_id, mix.agency, $indicator, 1.0 from mix where $indicator <> '*'
    union all
    select distinct mix.snapshot_id, mix.agency, indicator, 1.0
    from mix join source_weight using (snapshot_id) where coalesce($each, false)
),
omega as (
    select indicator_weight.snapshot_id, indicator_weight.agency, source_weight.indicator, source_weight.source,
        indicator_weight.weight * source_weight.weight / sum(source_weight.weight) over whole as weight
    from indicator_weight join source_weight using (snapshot_id, indicator)
    where indicator_weight.weight > 0
    window whole as (partition by indicator_weight.snapshot_id, indicator_weight.agency, source_weight.indicator)
),
shared as (
    select distinct paired.snapshot_id, block.agency, cell.indicator, cell.source
    from paired
    join block on block.snapshot_id = paired.snapshot_id and block.kind = 'people'
    join cell on cell.snapshot_id = block.snapshot_id and cell.block_id = block.block_id
    semi join (
        select paired.snapshot_id, block.agency, cell.indicator, cell.source
        from paired
        join block on block.snapshot_id = paired.previous_snapshot_id and block.kind = 'people'
        join cell on cell.snapshot_id = block.snapshot_id and cell.block_id = block.block_id
    ) as earlier on earlier.snapshot_id = paired.snapshot_id and earlier.agency = block.agency
        and earlier.indicator = cell.indicator and earlier.source = cell.source
    where $agencies is null or list_contains($agencies, block.agency)
),
part as (
    select snapshot_id, agency, indicator, source, any_value(sector) as sector,
        coalesce(sum(n_people) filter (where part = 'stay'), 0) as n_stay,
        coalesce(sum(n_people) filter (where part = 'join'), 0) as n_join,
        coalesce(sum(n_people) filter (where part = 'leave'), 0) as n_leave,
        sum(total_now) filter (where part = 'stay') as stay_now,
        sum(total_before) filter (where part = 'stay') as stay_before,
        sum(total_now) / sum(n_people) filter (where part <> 'leave') as mean_now,
        sum(total_before) / sum(n_people) filter (where part <> 'join') as mean_before
    from pair_sum group by snapshot_id, agency, indicator, source
),
whole as (
    select shared.snapshot_id, shared.agency,
        case when coalesce($each, false) then shared.indicator else coalesce($indicator, '*') end as about, any_value(part.sector) as sector, max(n_stay) as n_stay,
        max(n_join) as n_join, max(n_leave) as n_leave, sum(omega.weight) filter (where n_stay > 0) as weight_shared,
        bool_and(coalesce(n_stay, 0) > 0) as complete,
        sum(omega.weight * stay_now / n_stay) filter (where n_stay > 0) as stay_now,
        sum(omega.weight * stay_before / n_stay) filter (where n_stay > 0) as stay_before,
        sum(omega.weight * mean_now) filter (where n_stay > 0) as mean_now,
        sum(omega.weight * mean_before) filter (where n_stay > 0) as mean_before
    from shared
    join omega using (snapshot_id, agency, indicator, source)
    left join part using (snapshot_id, agency, indicator, source)
    group by shared.snapshot_id, shared.agency, about
    having max(n_stay) > 0
),
told as (
    select *, 'stay' as part, n_stay as n_people, n_stay * stay_now as total_now, n_stay * stay_before as total_before
    from whole
    union all
    select *, 'join', n_join, (n_stay + n_join) * mean_now - n_stay * stay_now, null from whole where n_join > 0
    union all
    select *, 'leave', n_leave, null, (n_stay + n_leave) * mean_before - n_stay * stay_before
    from whole where n_leave > 0
)
select paired.region, paired.period, paired.seq, paired.period_before, paired.snapshot_id, paired.previous_snapshot_id,
    told.sector, told.agency, '' as position, told.about as indicator, coalesce($source, 'all') as source,
    told.part, told.n_people, told.total_now, told.total_before, told.weight_shared, told.complete
from told join paired using (snapshot_id)
order by paired.region, paired.seq, told.agency, told.about, told.part
