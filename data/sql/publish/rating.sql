-- One row: one rating (or agency-level figure) that counts for a region and period as the given batches stand.
-- A newer batch wins per key; several rows of one key without rater are separate unnamed raters.
create or replace temp table rating as
select employee, agency, coalesce(unit, '') as unit, coalesce(position, '') as position, indicator, source, rater, score,
    respondents
from (
    select *, max(batch_id) over (
        partition by employee, case when employee is null then agency end,
            case when employee is null then coalesce(unit, '') end, indicator, source, rater
    ) as newest
    from fact
    where region = $region and period = $period and list_contains($batches, batch_id)
)
where batch_id = newest
