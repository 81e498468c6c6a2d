-- One row: one indicator as one source rates it; its number stands for both below.
create or replace temp table aspect as
select row_number() over (order by indicator, source) as aspect, indicator, source
from (
    select distinct indicator, source
    from fact semi join evidence using (region, period, batch_id)
);

-- One row: one rating (or agency-level figure) that stands in one version. A newer batch wins per key, and the agency that
-- rated is part of the key; several rows of one key without rater are separate unnamed raters. Where a version has one batch,
-- which is usual, nobody has to be compared.
create or replace temp table rating as
with mixed as (
    -- A roster brings no ratings, so beside one evaluation nobody has to be compared either.
    select state from evidence join batch using (batch_id) where kind = 'evaluation'
    group by state having count(*) > 1
),
named as (
    select state, by_agency, employee, coalesce(kept, agency) as agency, unit, position, aspect, rater, score, respondents, n_raters,
        coalesce(acting, false) as acting, ends, batch_id
    from fact join evidence using (region, period, batch_id) join aspect using (indicator, source)
    left join renamed using (state, agency)
),
compared as (
    select named.*, batch_id as newest from named anti join mixed using (state)
    union all
    select named.*, max(batch_id) over (
        partition by state, employee, case when by_agency or employee is null then agency end,
            case when employee is null then coalesce(unit, '') end, aspect, rater
    )
    from named semi join mixed using (state)
)
select state, employee, agency, unit, position, aspect, rater, score, respondents, n_raters, acting, ends
from compared where batch_id = newest
