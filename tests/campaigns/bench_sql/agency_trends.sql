-- Agencies' composites, indicator scores and source views of every period straight from facts.
with value as (
    select period, agency, position, employee, indicator, source, avg(score) as score from fact where region = $region
    group by period, agency, position, employee, indicator, source
),
mean as (
    select period, agency, position, indicator, source, avg(score) as score, count(*) as n from value
    group by period, agency, position, indicator, source
)
select period, agency, mean.indicator, mean.source, sum(mean.score * n) / sum(n) as score,
    sum(mean.score * n * coalesce(w.weight, 0)) / nullif(sum(n * coalesce(w.weight, 0)), 0) as weighted
from mean left join ref_weight as w on w.position = mean.position and w.indicator = mean.indicator
group by grouping sets ((period), (period, agency), (period, agency, mean.indicator), (period, agency, mean.source))
