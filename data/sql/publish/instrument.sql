-- The form behind each cell of one snapshot: the scale and rule set its ratings were given under. Where there were several, a
-- form is kept where at least a fifth of the ratings and k people, or a figure about the agency, were given under it, so that a
-- few strays are no other form, and tell of nobody. Made of the snapshot's own batches, so that an older one is given its forms
-- in the same way.
insert into instrument
with evidence as (
    select snapshot_id, region, period, k, unnest(from_json(batches, '["INTEGER"]')) as batch_id
    from snapshot where snapshot_id = coalesce($snapshot_id, snapshot_id)
),
told as (
    select evidence.snapshot_id, k, coalesce(kept, fact.agency) as agency, fact.indicator, fact.source, scale_min, scale_max,
        rule_set, fact.batch_id, employee, unit, rater
    from fact
    join evidence using (region, period, batch_id)
    left join snapshot_rename as renamed on renamed.snapshot_id = evidence.snapshot_id and renamed.agency = fact.agency
),
form as (
    select distinct told.snapshot_id, agency_group, indicator, source, scale_min, scale_max, rule_set
    from told join snapshot_agency using (snapshot_id, agency)
),
-- Where there is one form, nobody has to be compared to know which rating a newer file replaced.
several as (
    select snapshot_id, agency_group, indicator, source from form group by all having count(*) > 1
),
compared as (
    select told.*, agency_group, max(batch_id) over (
        partition by told.snapshot_id, employee, agency, case when employee is null then coalesce(unit, '') end, indicator,
            source, rater
    ) as newest
    from told join snapshot_agency using (snapshot_id, agency)
    semi join several using (snapshot_id, agency_group, indicator, source)
),
counted as (
    select snapshot_id, agency_group, indicator, source, scale_min, scale_max, rule_set, any_value(k) as k,
        count(*) as n, count(distinct employee) as people, count(*) filter (where employee is null) as figures
    from compared where batch_id = newest
    group by all
),
behind as (
    select form.* from form anti join several using (snapshot_id, agency_group, indicator, source)
    union all
    select snapshot_id, agency_group, indicator, source, scale_min, scale_max, rule_set
    from (select *, sum(n) over (partition by snapshot_id, agency_group, indicator, source) as ratings from counted)
    where n >= 0.2 * ratings and (people >= k or figures > 0)
),
shown as (
    select block.snapshot_id, block.agency as agency_group, cell.indicator, cell.source
    from block join cell using (snapshot_id, block_id)
    where block.snapshot_id = coalesce($snapshot_id, block.snapshot_id)
)
select snapshot_id, agency_group, indicator, source, scale_min, scale_max, rule_set
from behind semi join shown using (snapshot_id, agency_group, indicator, source)
order by snapshot_id, agency_group, indicator, source, scale_min, scale_max, rule_set
