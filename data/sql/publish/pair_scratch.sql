-- One row: one agency, indicator and source (of those with weight) with cells in both snapshots, the agency holding the same
-- agencies in both.
create or replace temp table pair_key as
with members as (
    select snapshot_id, agency_group as agency, list(agency order by agency) as agencies
    from snapshot_agency where snapshot_id in ($snapshot_id, $previous)
    group by snapshot_id, agency_group
),
same as (
    select agency
    from members as now join members as before using (agency, agencies)
    where now.snapshot_id = $snapshot_id and before.snapshot_id = $previous
),
known as (
    select block.snapshot_id, agency, any_value(sector) as sector, indicator, source
    from cell join block using (snapshot_id, block_id) semi join same using (agency)
    where snapshot_id in ($snapshot_id, $previous) and kind = 'people' and not held
        and source in (select source from snapshot_source where snapshot_id = $snapshot_id and weight > 0)
    group by block.snapshot_id, agency, indicator, source
)
select row_number() over (order by agency, indicator, source)::integer as key, agency, now.sector, indicator, source
from known as now join known as before using (agency, indicator, source)
where now.snapshot_id = $snapshot_id and before.snapshot_id = $previous;

-- One row: one person's mean in a cell of one of these. side: now, before, older (the period before that). rater: the one
-- named rater, where there is one.
create or replace temp table pair_side (
    side varchar, key integer, block_id integer, position varchar, employee bigint, value double, rater bigint
)
