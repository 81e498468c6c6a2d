-- One row: one region and period that one batch's rows speak of.
select batch_id, region, period, sum(rows)::bigint as rows
from (
    select batch_id, region, period, agency, count(*) as rows from fact group by all
    union all select batch_id, region, period, agency, count(*) from roster_fact group by all
    union all select batch_id, region, period, agency, count(*) from outcome_fact group by all
    union all select batch_id, region, period, agency, count(*) from predicate_fact group by all
    union all select batch_id, region, period, null, count(*) from decision_fact group by all
)
where ($region is null or region = $region) and ($own_agencies is null or list_contains($own_agencies::varchar[], agency))
group by batch_id, region, period
order by batch_id desc, region, period
