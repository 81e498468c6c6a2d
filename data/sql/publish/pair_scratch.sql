-- One row: one agency, indicator and source (of those with weight) with cells in both snapshots, the agency holding the same
-- agencies in both. all_key: the indicator over all sources; whole_key: the composite.
create or replace temp table pair_key as
with members as (
    select snapshot_id, agency_group as agency, string_agg(agency, ',' order by agency) as agencies
    from snapshot_agency where snapshot_id in ($snapshot_id, $previous)
    group by snapshot_id, agency_group
),
same as (
    -- A group that took in or lost an agency has other people by construction; that would be said of those who stayed.
    select agency from members group by agency having count(*) = 2 and min(agencies) = max(agencies)
),
known as (
    select agency, indicator, source, max(sector) filter (where snapshot_id = $snapshot_id) as sector
    from cell join block using (snapshot_id, block_id) semi join same using (agency)
    cross join bound
    where snapshot_id in ($snapshot_id, $previous) and kind = 'people' and not held
    group by agency, indicator, source
    having count(distinct snapshot_id) = 2
        -- Beside a coded total the sums of its stayers and joiners would say what it was.
        and not bool_or(ends > 0 and least(total, 100 * cell.n_people - total) < ends + 1e-6)
)
-- Numbers in place of codes: three kinds of line share one column, told apart by their range.
select row_number() over (order by agency, indicator, source) as key, 1000000 + dense_rank() over (order by agency, indicator) as all_key,
    2000000 + dense_rank() over (order by agency) as whole_key, known.agency, known.sector, aspect.aspect, indicator, source,
    source_rule.weight
from known join aspect using (indicator, source) join source_rule using (source)
where source_rule.weight > 0;

-- One row: what one of the three numbers stands for.
create or replace temp table pair_line as
select key as line, agency, indicator, source, whole_key from pair_key
union all
select distinct all_key, agency, indicator, 'all', whole_key from pair_key
union all
select distinct whole_key, agency, '*', 'all', whole_key from pair_key;

-- One row: one cell of one of these, in the snapshot being made (state 0) or of the period before (-1). One that cannot be made
-- again exactly from the facts (a person was erased since) is left out. Of the period before that (-2) stand those where sums of
-- stayers were released; that all their people were found is checked with the sums themselves.
create or replace temp table pair_cell as
with released as (
    select case cell.snapshot_id when $snapshot_id then 0 when $previous then -1 else -2 end as state, cell.block_id,
        pair_key.aspect, pair_key.key, cell.n_people, cell.total
    from cell
    join block using (snapshot_id, block_id)
    join pair_key using (agency, indicator, source)
    where cell.snapshot_id in ($snapshot_id, $previous, $older) and block.kind = 'people' and not block.held
),
summed as (
    select distinct pair_key.key
    from pair_sum join pair_key using (agency, indicator, source) where pair_sum.snapshot_id = $previous
)
select state, block_id, aspect, key
from released join tally using (state, block_id, aspect)
where state > -2 and tally.n_people = released.n_people and abs(tally.total - released.total) < 1e-6
union all
select state, block_id, aspect, key from released semi join summed using (key) where state = -2
