-- One row: one agency (or merged group), one indicator, in one published period; basis of one source where asked for.
-- n_people: people rated on it in the largest cells; n_respondents: who answered its agency-level figures; either is null
-- where there are none. n_range, coverage: as in `agency_scores`. Indicators without weight answer too.
select region, agency, agency_name, short, sector, period, cadence, seq, indicator, basis as source,
    total / heads as score, n_people, case when not unsized then n_respondents end as n_respondents, n_range, n_raters,
    case when n_people is not null then covered / heads end as coverage, merged, held, snapshot_id, version,
    ref_indicator.name_id as indicator_name
from chosen_agencies($region, $periods, $sectors, $agencies, $positions, $indicator, $source) as scored
left join ref_indicator on ref_indicator.code = scored.indicator
where indicator <> '*'
order by region, period, agency, indicator, source
