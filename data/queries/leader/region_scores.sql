-- One row: one region in one published period, as head-count mean of its blocks.
select region, period, any_value(cadence) as cadence, any_value(seq) as seq,
    case when sum(heads * coverage) / sum(heads) >= 0.6 - 1e-9 or $indicator is not null
        then sum(heads * score) / sum(heads) filter (where score is not null) end as score,
    case when bool_or(n_people is null) then null else sum(n_people) end as n_people,
    count(distinct agency) as n_agencies, sum(heads * coverage) / sum(heads) as coverage, bool_or(held) as held,
    any_value(snapshot_id) as snapshot_id, any_value(version) as version
from chosen_blocks($region, $periods, $sectors, $agencies, $positions, coalesce($indicator, '*'), $source)
group by region, period
order by region, period
