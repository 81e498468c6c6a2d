-- One row: one batch's evaluation rows about one agency in one period. n_replaced: a newer batch says otherwise.
-- n_repeated: rows beyond the first by the same rater, or by a source of one rater (superior, self), on one person and
-- indicator. late_days: days from the period's end to the upload; null for demo data, whose clock means nothing.
with kept as (
    select fact.*, count(*) over (
            partition by batch_id, employee, agency, indicator, source, case when source in ('superior', 'self') then 0 else rater end
        ) as times,
        max(batch_id) over (
            partition by employee, agency,
                case when employee is null then coalesce(unit, '') end, indicator, source, rater
        ) as newest
    from fact join (select batch_id from live_batch) using (batch_id)
    where region = $region and period = $period
)
select kept.agency, coalesce(ref_agency.name, kept.agency) as agency_name, coalesce(ref_agency.sector, '') as sector,
    kept.batch_id, batch.file_name, batch.received_at, count(*) as n_rows,
    count(*) filter (where kept.batch_id < kept.newest) as n_replaced,
    coalesce(round(sum((times - 1) / times) filter (
        where employee is not null and (source in ('superior', 'self') or rater is not null))), 0)::bigint as n_repeated,
    case when batch.demo then null else greatest(0, date_diff('day', any_value(period.ends), batch.received_at::date)) end
        as late_days,
    any_value(batch.rows_refused) as batch_refused,
    any_value(batch.rows_read - batch.rows_kept - batch.rows_refused) as batch_left_out
from kept
join batch using (batch_id)
join period on period.period = kept.period
left join ref_agency on ref_agency.region = kept.region and ref_agency.code = kept.agency
where ($own_agencies is null or list_contains($own_agencies::varchar[], kept.agency))
group by kept.agency, ref_agency.name, ref_agency.sector, kept.batch_id, batch.file_name, batch.received_at, batch.demo
order by kept.agency, kept.batch_id
