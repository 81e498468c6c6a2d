-- Sectors' and agencies' composites, indicator scores and position mix of every period straight from facts.
with value as (
    select period, agency, position, employee, indicator, source, avg(score) as score from fact where region = $region
    group by period, agency, position, employee, indicator, source
),
mean as (
    select period, agency, position, indicator, source, avg(score) as score, count(*) as n from value
    group by period, agency, position, indicator, source
)
select period, sector, agency, mean.indicator, mean.position, sum(score * n) / sum(n), sum(n)
from mean join ref_agency on ref_agency.code = mean.agency and ref_agency.region = $region
group by grouping sets ((period, sector), (period, sector, agency), (period, agency, mean.indicator),
    (period, agency, mean.position))
