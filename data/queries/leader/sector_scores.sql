-- One row: one sector of a region in one published period, as head-count mean of its blocks. n_people, n_respondents: of its
-- agencies together, n_respondents null where one's number is unknown. n_range, coverage: as in `agency_scores`; agencies
-- weigh by their staff, so answers from several of them bear no range.
select region, sector, period, any_value(cadence) as cadence, any_value(seq) as seq,
    case when sum(covered) / sum(heads) >= 0.6 - 1e-9 or $indicator is not null
        then sum(total) / sum(heads_scored) end as score,
    sum(n_people) as n_people, case when not bool_or(unsized) then sum(n_respondents) end as n_respondents,
    case when count(*) = 1 then sum(n_range)
        when bool_and(n_respondents is null or basis in ('all', 'persons')) then sum(n_people) end as n_range,
    count(distinct agency) as n_agencies,
    case when $indicator is null or sum(n_people) is not null then sum(covered) / sum(heads) end as coverage,
    bool_or(held) as held, any_value(snapshot_id) as snapshot_id, any_value(version) as version
from chosen_agencies($region, $periods, $sectors, $agencies, $positions, coalesce($indicator, '*'), $source)
group by region, period, sector
order by region, period, sector
