-- One row: one rating (or agency-level figure) that counts for a region and period as the given batches stand.
-- A newer batch wins per key; several rows of one key without rater are separate unnamed raters. Where all rows come from
-- one batch, which is usual, nobody has to be compared.
create or replace temp table rating as
with stood as (
    select * from fact where region = $region and period = $period and list_contains($batches, batch_id)
),
one as (select min(batch_id) = max(batch_id) as batch from stood),
counting as (
    select stood.* from stood where (select batch from one)
    union all
    select * exclude (newest)
    from (
        select *, max(batch_id) over (
            partition by employee, case when employee is null then agency end,
                case when employee is null then coalesce(unit, '') end, indicator, source, rater
        ) as newest
        from stood where not (select batch from one)
    )
    where batch_id = newest
)
select employee, agency, coalesce(unit, '') as unit, coalesce(position, '') as position, indicator, source, rater, score,
    respondents
from counting
