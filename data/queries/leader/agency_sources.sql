-- One row: one agency (or merged group) as one source tells it, in one published period: what `agency_scores` answers of that
-- source where it is asked for alone, of all of them at once.
select region, agency, any_value(agency_name) as agency_name, any_value(short) as short, any_value(sector) as sector,
    period, any_value(cadence) as cadence, any_value(seq) as seq, basis as source,
    case when sum(covered) / sum(heads) >= 0.6 - 1e-9 or $indicator is not null
        then sum(total) / sum(heads_scored) end as score,
    sum(n_people) as n_people, max(n_respondents) filter (where not unsized) as n_respondents, sum(n_range) as n_range,
    any_value(n_roster) as n_roster,
    case when $indicator is null or sum(n_people) is not null then sum(covered) / sum(heads) end as coverage,
    any_value(merged) as merged, bool_or(held) as held, bool_and(figures_only) as figures_only,
    any_value(snapshot_id) as snapshot_id, any_value(version) as version
from chosen_agencies($region, $periods, $sectors, $agencies, $positions, coalesce($indicator, '*'), coalesce($source, 'each'))
group by region, period, agency, basis
order by region, period, agency, basis
