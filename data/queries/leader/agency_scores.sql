-- One row: one agency (or merged group) of a region in one published period. score: head-count mean of its blocks'
-- composites, or of one indicator; null under 60 % coverage. n_people: people in the blocks counted.
select region, agency, any_value(agency_name) as agency_name, any_value(short) as short, any_value(sector) as sector,
    period, any_value(cadence) as cadence, any_value(seq) as seq,
    case when sum(heads * coverage) / sum(heads) >= 0.6 - 1e-9 or $indicator is not null
        then sum(heads * score) / sum(heads) filter (where score is not null) end as score,
    case when bool_or(n_people is null) then null else sum(n_people) end as n_people,
    any_value(n_roster) as n_roster, sum(heads * coverage) / sum(heads) as coverage, any_value(merged) as merged,
    bool_or(held) as held, bool_and(kind = 'agency') as figures_only, any_value(snapshot_id) as snapshot_id,
    any_value(version) as version
from chosen_blocks($region, $periods, $sectors, $agencies, $positions, coalesce($indicator, '*'), $source)
group by region, period, agency
order by region, period, agency
