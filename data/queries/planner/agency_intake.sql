-- One row: one agency of a region, as its ratings of one period have come in. state: in; partly (the newest file that speaks of
-- it had refused rows, n_refused of them); late (it had ratings in the period before, and has none yet). period_before:
-- the newest earlier period of the same kind the region has ratings of.
with live as (
    select fact.agency, fact.period, fact.batch_id, count(*) as n_rows
    from fact join (select batch_id from live_batch) using (batch_id)
    where fact.region = $region
    group by all
),
before as (
    select arg_max(period.period, period.seq) as period_before
    from period join (select distinct period from live) as spoken using (period)
    join period as chosen on chosen.period = $period
    where period.cadence = chosen.cadence and period.seq < chosen.seq
),
arrived as (
    select agency, sum(n_rows)::bigint as n_rows, count(*) as n_files, max(batch_id) as batch_id
    from live where period = $period group by agency
),
due as (select distinct agency from live join before on live.period = before.period_before)
select agency, coalesce(ref_agency.name, agency) as agency_name, coalesce(ref_agency.sector, '') as sector,
    case when arrived.agency is null then 'late' when batch.rows_refused > 0 then 'partly' else 'in' end as state,
    coalesce(n_rows, 0) as n_rows, coalesce(n_files, 0) as n_files, coalesce(batch.rows_refused, 0) as n_refused,
    batch.file_name, batch.received_at, (select period_before from before) as period_before
from arrived full join due using (agency)
left join batch using (batch_id)
left join ref_agency on ref_agency.region = $region and ref_agency.code = agency
where ($own_agencies is null or list_contains($own_agencies::varchar[], agency))
order by array_position(['late', 'partly', 'in'], state), agency_name
