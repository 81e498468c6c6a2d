-- One row: one sector, one indicator, in one published period, as head-count mean of its blocks.
select region, sector, period, any_value(cadence) as cadence, any_value(seq) as seq, indicator,
    basis as source, sum(heads * score) / sum(heads) as score,
    case when bool_or(n_rated is null) then null else sum(n_rated) end as n_people,
    count(distinct agency) as n_agencies, sum(heads * coverage) / sum(heads) as coverage, any_value(snapshot_id) as snapshot_id
from chosen_blocks($region, $periods, $sectors, $agencies, $positions, $indicator, $source)
where indicator <> '*' and score is not null
group by region, period, sector, indicator, basis
order by region, period, sector, indicator, basis
