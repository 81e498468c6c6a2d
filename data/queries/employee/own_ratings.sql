-- One row: one rating of the person whose record this is, as it counted in one version of a published period. Whoever shows it
-- tells ratings by peers and subordinates together alone (`pages.answers.own.record`). standard: of the position in the period.
with version as (
    select snapshot.snapshot_id, snapshot.period, snapshot.version, snapshot_current.starts, snapshot_current.seq,
        unnest(from_json(snapshot.batches, '["INTEGER"]')) as batch_id
    from snapshot
    join snapshot_current on snapshot_current.region = snapshot.region and snapshot_current.period = snapshot.period
    where snapshot.region = $region and not snapshot_current.withdrawn
),
counted as (
    select version.snapshot_id, version.version, version.starts, version.seq, fact.*
    from fact join version using (batch_id, period)
    left join disputed_current as home using (region, period, employee)
    where fact.region = $region and fact.employee = $own_employee
        and (home.employee is null or (fact.agency = home.agency and coalesce(fact.acting, false) = home.acting))
    qualify fact.batch_id = max(fact.batch_id) over (
        partition by version.snapshot_id, fact.period, fact.agency, fact.indicator, fact.source, fact.rater
    )
),
standard as (
    select position, indicator, standard,
        case when valid_from = '' then '-infinity'::date else first_day(valid_from) end as since
    from ref_standard
)
select period, seq, version, coalesce(ref_agency.name, counted.agency) as agency_name, counted.agency,
    coalesce(counted.position, '') as position, counted.indicator, ref_indicator.name_id, ref_indicator.name_en, counted.source,
    source_name.name_id as source_id, source_name.name_en as source_en, rater, score,
    (
        select arg_max(standard.standard, since) from standard
        where standard.position = counted.position and standard.indicator = counted.indicator and since <= counted.starts
    ) as standard
from counted
left join ref_agency on ref_agency.region = $region and ref_agency.code = counted.agency
left join ref_indicator on ref_indicator.code = counted.indicator
left join (select code, any_value(name_id) as name_id, any_value(name_en) as name_en from ref_source group by code) as source_name
    on source_name.code = counted.source
order by counted.seq, period, version, counted.indicator, counted.source, rater, score
