-- One row: one region and period that one batch's rows speak of.
select batch_id, region, period, sum(rows)::bigint as rows
from (
    select batch_id, region, period, count(*) as rows from fact group by all
    union all select batch_id, region, period, count(*) from roster_fact group by all
    union all select batch_id, region, period, count(*) from outcome_fact group by all
    union all select batch_id, region, period, count(*) from predicate_fact group by all
    union all select batch_id, region, period, count(*) from decision_fact group by all
)
group by all
order by batch_id desc, region, period
