-- One row: one agency (or merged group) of a region in one published period. score: head-count mean of its blocks'
-- composites, or of one indicator; null under 60 % coverage. n_people: people in the blocks counted, of an indicator those
-- rated on it; n_respondents: who answered its agency-level figures; either is null where there are none. n_range: how many
-- a range may stand on. coverage of an indicator nobody was rated on by name is null: no staff was to be covered.
select region, agency, any_value(agency_name) as agency_name, any_value(short) as short, any_value(sector) as sector,
    period, any_value(cadence) as cadence, any_value(seq) as seq,
    case when sum(covered) / sum(heads) >= 0.6 - 1e-9 or $indicator is not null
        then sum(total) / sum(heads_scored) end as score,
    sum(n_people) as n_people, max(n_respondents) filter (where not unsized) as n_respondents, sum(n_range) as n_range,
    any_value(n_roster) as n_roster,
    case when $indicator is null or sum(n_people) is not null then sum(covered) / sum(heads) end as coverage,
    any_value(merged) as merged, bool_or(held) as held, bool_and(figures_only) as figures_only,
    any_value(snapshot_id) as snapshot_id, any_value(version) as version
from chosen_agencies($region, $periods, $sectors, $agencies, $positions, coalesce($indicator, '*'), $source)
group by region, period, agency
order by region, period, agency
