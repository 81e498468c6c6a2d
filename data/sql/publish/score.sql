-- Combined and composite scores of one snapshot, from its released cells only. The slow twin: tests/twins/publish.py.
--
-- combined(block, indicator) = weighted mean over sources of the cell means; a missing part contributes its anchor, the
-- region's mean for the position, indicator and source. It counts as observed when the superior is there, or half the
-- source weight. composite(block) = weighted mean over indicators with the position's weights; coverage = weight observed;
-- under 60 % there is no composite. bases: 'all', 'persons' (no agency-level figures), and every source alone.
-- Who was rated and who answered are counted apart: a figure of an agency says nothing of how many of its people were rated.

insert into anchor
with mean_of as (
    -- An aggregate of unknown size counts once: as nobody it would vanish, as many it would rule the mean.
    select block.kind, cell.block_id, cell.indicator, cell.source, cell.total, coalesce(cell.n_people, 1) as n
    from cell join block using (snapshot_id, block_id)
    where cell.snapshot_id = $snapshot_id
),
-- Only blocks of one position teach what is usual in it: in a merged block nobody knows whose score is whose.
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

-- One row: what stands in for one block's missing part, by indicator and source: the anchors of its people's positions.
create or replace temp table own_anchor as
with region as (
    select indicator, source, mean, mean_persons from anchor where snapshot_id = $snapshot_id and position = ''
),
special as (
    select position, indicator, source, mean from anchor where snapshot_id = $snapshot_id and position <> ''
)
select block_position.block_id, region.indicator, region.source,
    sum(block_position.share * coalesce(special.mean, region.mean)) / sum(block_position.share) as mean,
    sum(block_position.share * coalesce(special.mean, region.mean_persons)) / sum(block_position.share) as mean_persons,
    any_value(region.mean_persons) is not null as by_persons
from block_position
cross join region
left join special on special.position = block_position.position and special.indicator = region.indicator
    and special.source = region.source
where block_position.snapshot_id = $snapshot_id
group by block_position.block_id, region.indicator, region.source;

-- One row: the parts a block's scores are made of, one per basis, indicator and source the region has figures for.
create or replace temp table part as
with basis as (
    select 'all' as basis, source, weight from snapshot_source where snapshot_id = $snapshot_id and weight > 0
    union all
    select 'persons', source, weight from snapshot_source where snapshot_id = $snapshot_id and weight > 0
    union all
    select source, source, 1e0 from snapshot_source where snapshot_id = $snapshot_id
),
own as (select block_id, indicator, source, n_people, n_raters, total from cell where snapshot_id = $snapshot_id),
-- What was said of a whole agency stands in each of its blocks, where nobody there was rated on it.
pseudo as (
    select people.block_id, own.indicator, own.source, own.total / coalesce(own.n_people, 1) as mean,
        coalesce(own.n_people, 0) as n_respondents
    from block as people
    join block as agency on agency.snapshot_id = people.snapshot_id and agency.agency = people.agency
        and agency.kind = 'agency'
    join own on own.block_id = agency.block_id
    where people.snapshot_id = $snapshot_id and people.kind = 'people'
),
seen as (
    select own_anchor.*, block.kind, own.total / coalesce(own.n_people, 1) as own_mean, pseudo.mean as agency_mean,
        case when block.kind = 'people' then own.n_people end as n_people, own.n_raters,
        case when own.block_id is null then pseudo.n_respondents
            when block.kind = 'agency' then coalesce(own.n_people, 0) end as n_respondents
    from own_anchor
    join block on block.snapshot_id = $snapshot_id and block.block_id = own_anchor.block_id
    left join own on own.block_id = own_anchor.block_id and own.indicator = own_anchor.indicator
        and own.source = own_anchor.source
    left join pseudo on pseudo.block_id = own_anchor.block_id and pseudo.indicator = own_anchor.indicator
        and pseudo.source = own_anchor.source
)
select seen.block_id, basis.basis, seen.indicator, seen.source, basis.weight,
    case when basis.basis = 'persons' then seen.mean_persons else seen.mean end as anchor,
    case when basis.basis <> 'persons' then coalesce(seen.own_mean, seen.agency_mean)
        when seen.kind = 'people' then seen.own_mean end as mean,
    case when basis.basis <> 'persons' then seen.agency_mean end as agency_mean, seen.n_people, seen.n_raters,
    case when basis.basis <> 'persons' then seen.n_respondents end as n_respondents
from seen join basis using (source)
where basis.basis <> 'persons' or seen.by_persons;

create or replace temp table combined as
select block_id, basis, indicator, sum(weight * coalesce(mean, anchor)) / sum(weight) as score,
    sum(weight * anchor) / sum(weight) as anchor,
    sum(weight) filter (where mean is not null) / sum(weight) as observed,
    coalesce(bool_or(source = 'superior' and mean is not null), false)
        or coalesce(sum(weight) filter (where mean is not null) / sum(weight), 0) >= 0.5 as counts,
    max(n_people) as n_people, max(n_raters) as n_raters, max(n_respondents) as n_respondents
from part group by block_id, basis, indicator;

insert into block_score
select $snapshot_id, block_id, basis, indicator, score, n_people, n_raters, observed, null, n_respondents
from combined where counts
order by basis, indicator, block_id;

-- An indicator that only sources without weight speak of (self) has no combined score: its sources answer, each by name.
insert into block_score
select $snapshot_id, combined.block_id, shown.basis, combined.indicator, combined.score, combined.n_people,
    combined.n_raters, combined.observed, combined.basis, combined.n_respondents
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
        max(combined.n_people) as n_people, max(combined.n_raters) as n_raters,
        max(combined.n_respondents) filter (where combined.counts) as n_respondents
    from combined join weight using (block_id, indicator) join whole using (block_id)
    where weight.weight > 0
    group by combined.block_id, combined.basis
)
-- Less a hair: weights that make exactly 60 % may sum to a little under.
select $snapshot_id, block_id, basis, '*', case when coverage >= 0.6 - 1e-9 then score end, n_people, n_raters, coverage, null,
    n_respondents
from summed
where coverage > 0
order by basis, block_id
