-- One row: one agency x position group (pure blocks of the agency pooled), one indicator, in one published period. heads:
-- its people, by which groups add up; n_people: those in blocks somebody was rated in; n_respondents: who answered the
-- agency-level figures that stand in for it; either is null where there are none. n_range: how many a range may stand on.
select *, case when n_people is null and source not in ('all', 'citizen') then n_respondents
    when source in ('all', 'persons') or not figures then n_people end as n_range
from (
    select chosen.region, chosen.agency, any_value(agency_name) as agency_name, any_value(short) as short,
        any_value(chosen.sector) as sector, chosen.position, chosen.period, any_value(chosen.seq) as seq,
        chosen.indicator, basis as source, sum(heads * score) / sum(heads) as score, sum(heads) as heads,
        sum(heads) filter (where n_rated is not null) as n_people, nullif(max(n_respondents), 0) as n_respondents,
        bool_or(n_respondents is not null) as figures, sum(n_raters) as n_raters,
        case when count(n_rated) > 0 then sum(heads * coverage) / sum(heads) end as coverage,
        any_value(snapshot_id) as snapshot_id
    from chosen_blocks($region, $periods, $sectors, $agencies, $positions, $indicator, $source) as chosen
    where chosen.indicator <> '*' and score is not null and chosen.kind = 'people' and chosen.position is not null
    group by chosen.region, chosen.period, chosen.agency, chosen.position, chosen.indicator, basis
)
order by region, period, agency, position, indicator, source
