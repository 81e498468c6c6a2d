-- Combined and composite scores of one snapshot, from its released cells only. The slow twin: tests/data/twin.py.
--
-- combined(block, indicator) = weighted mean over sources of the cell means; a missing part contributes its anchor, the
-- region's mean for the position, indicator and source. It counts as observed when the superior is there, or half the
-- source weight. composite(block) = weighted mean over indicators with the position's weights; coverage = weight observed;
-- under 60 % there is no composite. bases: 'all', 'persons' (no agency-level figures), and every source alone.

insert into anchor
with mean_of as (
    select block.kind, cell.block_id, cell.indicator, cell.source, cell.total, coalesce(cell.n_people, 1) as n
    from cell join block using (snapshot_id, block_id)
    where cell.snapshot_id = $snapshot_id
),
pure as (
    select block_id, any_value(position) as position
    from block_position where snapshot_id = $snapshot_id
    group by block_id having count(*) = 1
)
select $snapshot_id, '', indicator, source, sum(total) / sum(n),
    sum(total) filter (where kind = 'people') / sum(n) filter (where kind = 'people')
from mean_of group by indicator, source
union all
select $snapshot_id, pure.position, mean_of.indicator, mean_of.source, sum(mean_of.total) / sum(mean_of.n),
    sum(mean_of.total) / sum(mean_of.n)
from mean_of join pure using (block_id)
where mean_of.kind = 'people'
group by pure.position, mean_of.indicator, mean_of.source;

-- One row: the parts a block's scores are made of, one per basis, indicator and source the region has figures for.
create or replace temp table part as
with basis as (
    select 'all' as basis, source, weight from snapshot_source where snapshot_id = $snapshot_id and weight > 0
    union all
    select 'persons', source, weight from snapshot_source where snapshot_id = $snapshot_id and weight > 0
    union all
    select source, source, 1.0 from snapshot_source where snapshot_id = $snapshot_id
),
wanted as (
    select basis.basis, basis.source, basis.weight, anchor.indicator,
        case when basis.basis = 'persons' then anchor.mean_persons else anchor.mean end as anchor
    from basis join anchor on anchor.source = basis.source and anchor.position = ''
    where anchor.snapshot_id = $snapshot_id
        and (basis.basis <> 'persons' or anchor.mean_persons is not null)
),
own_anchor as (
    select block_position.block_id, wanted.basis, wanted.indicator, wanted.source,
        sum(block_position.share * coalesce(anchor.mean, wanted.anchor)) / sum(block_position.share) as anchor
    from block_position
    cross join wanted
    left join anchor on anchor.snapshot_id = $snapshot_id and anchor.position = block_position.position
        and anchor.indicator = wanted.indicator and anchor.source = wanted.source and anchor.position <> ''
    where block_position.snapshot_id = $snapshot_id
    group by block_position.block_id, wanted.basis, wanted.indicator, wanted.source
),
pseudo as (
    select people.block_id, cell.indicator, cell.source, cell.total / coalesce(cell.n_people, 1) as mean, cell.n_people
    from block as people
    join block as agency on agency.snapshot_id = people.snapshot_id and agency.agency = people.agency
        and agency.kind = 'agency'
    join cell on cell.snapshot_id = agency.snapshot_id and cell.block_id = agency.block_id
    where people.snapshot_id = $snapshot_id and people.kind = 'people'
)
select own_anchor.block_id, wanted.basis, wanted.indicator, wanted.source, wanted.weight, own_anchor.anchor,
    coalesce(cell.total / coalesce(cell.n_people, 1), case when wanted.basis <> 'persons' then pseudo.mean end) as mean,
    case when wanted.basis <> 'persons' then pseudo.mean end as agency_mean,
    case when cell.block_id is not null then cell.n_people else pseudo.n_people end as n_people, cell.n_raters
from own_anchor
join wanted using (basis, indicator, source)
join block on block.snapshot_id = $snapshot_id and block.block_id = own_anchor.block_id
left join cell on cell.snapshot_id = $snapshot_id and cell.block_id = own_anchor.block_id
    and cell.indicator = wanted.indicator and cell.source = wanted.source
    and (wanted.basis <> 'persons' or block.kind = 'people')
left join pseudo on pseudo.block_id = own_anchor.block_id and pseudo.indicator = wanted.indicator
    and pseudo.source = wanted.source;

create or replace temp table combined as
select block_id, basis, indicator, sum(weight * coalesce(mean, anchor)) / sum(weight) as score,
    sum(weight * anchor) / sum(weight) as anchor,
    sum(weight) filter (where mean is not null) / sum(weight) as observed,
    coalesce(bool_or(source = 'superior' and mean is not null), false)
        or coalesce(sum(weight) filter (where mean is not null) / sum(weight), 0) >= 0.5 as counts,
    max(n_people) as n_people, max(n_raters) as n_raters
from part group by block_id, basis, indicator;

insert into block_score
select $snapshot_id, block_id, basis, indicator, score, n_people, n_raters, observed, null
from combined where counts
order by basis, indicator, block_id;

-- An indicator that only sources without weight speak of (self) has no combined score: its sources answer, each by name.
insert into block_score
select $snapshot_id, combined.block_id, shown.basis, combined.indicator, combined.score, combined.n_people,
    combined.n_raters, combined.observed, combined.basis
from combined
join block on block.snapshot_id = $snapshot_id and block.block_id = combined.block_id
cross join (values ('all'), ('persons')) as shown(basis)
where combined.basis not in ('all', 'persons') and combined.counts
    and combined.indicator not in (select indicator from combined where basis = 'all')
    and (shown.basis = 'all' or block.kind = 'people')
order by shown.basis, combined.indicator, combined.block_id;

insert into block_score
with weight as (
    select block_position.block_id, snapshot_weight.indicator,
        sum(block_position.share * snapshot_weight.weight) / sum(block_position.share) as weight
    from block_position join snapshot_weight using (snapshot_id, position)
    where block_position.snapshot_id = $snapshot_id
    group by block_position.block_id, snapshot_weight.indicator
),
whole as (select block_id, sum(weight) as weight from weight group by block_id),
summed as (
    select combined.block_id, combined.basis,
        sum(weight.weight * case when combined.counts then combined.score else combined.anchor end)
            / sum(weight.weight) as score,
        sum(weight.weight * case when combined.counts then combined.observed else 0 end)
            / any_value(whole.weight) as coverage,
        max(combined.n_people) as n_people, max(combined.n_raters) as n_raters
    from combined join weight using (block_id, indicator) join whole using (block_id)
    where weight.weight > 0
    group by combined.block_id, combined.basis
)
select $snapshot_id, block_id, basis, '*', case when coverage >= 0.6 - 1e-9 then score end, n_people, n_raters, coverage, null
from summed
where coverage > 0
order by basis, block_id
