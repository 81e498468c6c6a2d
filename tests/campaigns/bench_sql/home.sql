-- The region's, sectors' and agencies' composites of every period straight from facts.
with value as (
    select period, agency, position, employee, indicator, source, avg(score) as score from fact where region = $region
    group by period, agency, position, employee, indicator, source
),
mean as (
    select period, agency, position, indicator, source, avg(score) as score, count(*) as n from value
    group by period, agency, position, indicator, source
),
combined as (
    select period, agency, position, indicator, sum(mean.score * s.weight) / sum(s.weight) as score, max(n) as n
    from mean join ref_source as s on s.code = mean.source where s.weight > 0
    group by period, agency, position, indicator
),
composite as (
    select period, agency, combined.position, sum(score * w.weight) / sum(w.weight) as score, max(n) as n
    from combined join ref_weight as w on w.position = combined.position and w.indicator = combined.indicator
    group by period, agency, combined.position
)
select period, agency, sector, sum(score * n) / sum(n), sum(n)
from composite join ref_agency on ref_agency.code = composite.agency and ref_agency.region = $region
group by grouping sets ((period), (period, sector), (period, sector, agency))
