-- How the agency-level rows of a file repeat: all of them, those whose figure stands more than once, and the most rows of
-- one figure. Whoever answered is no part of what a figure is about.
with figure as (
    select count(*) as n from read_parquet($path) where nip is null
    group by region, period, agency, unit, indicator, source
)
select coalesce(sum(n), 0)::bigint as rows, coalesce(sum(n) filter (where n > 1), 0)::bigint as repeated,
    coalesce(max(n), 0)::bigint as most
from figure
