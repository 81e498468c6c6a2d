-- One row: one sector, one indicator, in one published period, as head-count mean of its blocks; other columns as in
-- `sector_scores`. heads: people in the blocks counted, by which sectors add up to the region.
select region, sector, period, any_value(cadence) as cadence, any_value(seq) as seq, indicator, basis as source,
    sum(total) / sum(heads) as score, sum(heads) as heads, sum(n_people) as n_people,
    case when not bool_or(unsized) then sum(n_respondents) end as n_respondents,
    case when count(*) = 1 then sum(n_range)
        when bool_and(n_respondents is null or basis in ('all', 'persons')) then sum(n_people) end as n_range,
    count(distinct agency) as n_agencies,
    case when sum(n_people) is not null then sum(covered) / sum(heads) end as coverage,
    any_value(snapshot_id) as snapshot_id
from chosen_agencies($region, $periods, $sectors, $agencies, $positions, $indicator, $source)
where indicator <> '*'
group by region, period, sector, indicator, basis
order by region, period, sector, indicator, basis
