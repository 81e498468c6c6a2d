-- One row: one indicator as one source rates it; its number stands for both below.
create or replace temp table aspect as
select row_number() over () as aspect, indicator, source
from (
    select distinct indicator, source
    from fact semi join evidence using (period, batch_id) where region = $region
);

-- One row: one rating (or agency-level figure) that counts in one version. A newer batch wins per key; several rows of one
-- key without rater are separate unnamed raters. Where a version has one batch, which is usual, nobody has to be compared.
create or replace temp table rating as
with mixed as (
    -- A roster brings no ratings, so beside one evaluation nobody has to be compared either.
    select state from evidence join batch using (batch_id) where kind <> 'roster'
    group by state having count(*) > 1
),
counting as (
    select state, employee, agency, unit, position, indicator, source, rater, score, respondents
    from fact join evidence using (period, batch_id) anti join mixed using (state)
    where region = $region
    union all
    select * exclude (batch_id, newest)
    from (
        select state, employee, agency, unit, position, indicator, source, rater, score, respondents, batch_id,
            max(batch_id) over (
                partition by state, employee, case when employee is null then agency end,
                    case when employee is null then coalesce(unit, '') end, indicator, source, rater
            ) as newest
        from fact join evidence using (period, batch_id) semi join mixed using (state)
        where region = $region
    )
    where batch_id = newest
)
select state, employee, agency, unit, position, aspect, rater, score, respondents
from counting join aspect using (indicator, source)
