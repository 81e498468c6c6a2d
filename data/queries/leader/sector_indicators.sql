-- One row: one sector, one indicator, in one published period, as head-count mean of its blocks. n_people: of its agencies
-- together, each as `indicator_scores` counts it: respondents of a survey are not more than the agency's people.
with counted as (
    select region, sector, agency, period, any_value(cadence) as cadence, any_value(seq) as seq, indicator, basis,
        sum(heads) as heads, sum(heads * score) as total, sum(heads * coverage) as covered,
        case when bool_or(n_rated is null) then null
            when bool_or(kind = 'agency') then sum(n_rated) else least(sum(n_rated), sum(n_people)) end as n_people,
        any_value(snapshot_id) as snapshot_id
    from chosen_blocks($region, $periods, $sectors, $agencies, $positions, $indicator, $source)
    where indicator <> '*' and score is not null
    group by region, sector, agency, period, indicator, basis
)
select region, sector, period, any_value(cadence) as cadence, any_value(seq) as seq, indicator,
    basis as source, sum(total) / sum(heads) as score,
    case when bool_or(n_people is null) then null else sum(n_people) end as n_people,
    count(distinct agency) as n_agencies, sum(covered) / sum(heads) as coverage, any_value(snapshot_id) as snapshot_id
from counted
group by region, period, sector, indicator, basis
order by region, period, sector, indicator, basis
