-- What leaders' queries have in common: the blocks a set of filters selects, with their score. A filter takes whole blocks:
-- under a position filter a block counts only when all its positions are chosen, and agency-level figures vanish. Source `each`:
-- every one by itself.
create or replace macro chosen_blocks(region_, periods_, sectors_, agencies_, positions_, indicator_, source_) as table
select block_shown.*, block_score.score, block_score.n_people as n_rated, block_score.n_raters,
    block_score.n_respondents, block_score.coverage,
    coalesce(block_score.alone, block_score.basis) as basis, block_score.indicator
from block_shown
join block_score using (snapshot_id, block_id)
where (region_ is null or block_shown.region = region_)
    and (periods_ is null or list_contains(periods_, block_shown.period))
    and (sectors_ is null or list_contains(sectors_, block_shown.sector))
    and (agencies_ is null or list_contains(agencies_, block_shown.agency))
    and case when source_ = 'each' then block_score.basis not in ('all', 'persons')
        else block_score.basis = coalesce(source_, case when positions_ is null then 'all' else 'persons' end) end
    and (indicator_ is null or block_score.indicator = indicator_)
    and (positions_ is null or (
        block_shown.kind = 'people' and not exists (
            select 1 from block_position
            where block_position.snapshot_id = block_shown.snapshot_id and block_position.block_id = block_shown.block_id
                and not list_contains(positions_, block_position.position)
        )
    ));

-- One row: the chosen blocks of one agency, one indicator and basis, as sums to make means of (heads, heads_scored, total,
-- covered). n_people: who was rated by name on the indicator; of a composite, the people of the blocks. n_respondents: who
-- answered its agency-level figures, each of which stands in several blocks and counts once; unsized: nobody knows how many.
-- n_range: how many a range may stand on: those rated, not beside answers under one source, whose parts then differ in size
-- and weight; else those who answered for one source of staff. How far citizens' answers spread no file says: what is pooled
-- is the spread of employees' means over citizens, which is narrower the more citizens rated each.
create or replace macro chosen_agencies(region_, periods_, sectors_, agencies_, positions_, indicator_, source_) as table
select *, case when n_people is null and not unsized and basis not in ('all', 'citizen') then n_respondents
    when basis in ('all', 'persons') or n_respondents is null then n_people end as n_range
from (
    select region, any_value(sector) as sector, agency, any_value(agency_name) as agency_name, any_value(short) as short,
        period, any_value(cadence) as cadence, any_value(seq) as seq, indicator, basis, sum(heads) as heads,
        sum(heads) filter (where score is not null) as heads_scored, sum(heads * score) as total,
        sum(heads * coverage) as covered,
        sum(case when indicator = '*' then n_people else n_rated end) filter (where n_rated is not null) as n_people,
        max(n_respondents) as n_respondents, coalesce(max(n_respondents) = 0, false) as unsized,
        sum(n_raters) as n_raters, any_value(n_roster) as n_roster, any_value(merged) as merged, bool_or(held) as held,
        bool_and(kind = 'agency') as figures_only, any_value(snapshot_id) as snapshot_id, any_value(version) as version
    from chosen_blocks(region_, periods_, sectors_, agencies_, positions_, indicator_, source_)
    group by region, agency, period, indicator, basis
);

-- One row: the weight of one indicator in the composite of one block, the mean of its positions' by their share.
create or replace view block_weight as
select snapshot_id, block_position.block_id, snapshot_weight.indicator,
    sum(block_position.share * snapshot_weight.weight) / sum(block_position.share) as weight
from block_position join snapshot_weight using (snapshot_id, position)
group by snapshot_id, block_position.block_id, snapshot_weight.indicator;

-- One row: one source's part (0-1) of the combined score on one indicator, of those the release has any of.
create or replace view source_part as
select snapshot_id, indicator, anchor.source, weight / sum(weight) over (partition by snapshot_id, indicator) as share
from anchor join snapshot_source using (snapshot_id, source)
where position = '' and weight > 0;

-- One row: one cell told as its bound, and by how much its sum may lie under (below) and over (above) what is told. A sum that
-- happens to stand there is taken for one: what was released tells no more.
create or replace view bounded_cell as
select snapshot_id, block_id, indicator, source, 20.0 * (total < 50 * cell.n_people)::int as below,
    20.0 * (total > 50 * cell.n_people)::int as above
from cell
join snapshot using (snapshot_id)
where rules > 2 and least(abs(total - 20), abs(100 * cell.n_people - 20 - total)) < 1e-6;
