-- One row: one agency (or merged group), one indicator, in one published period; basis of one source where asked for.
-- n_people: people rated on it in the largest cells; null for an aggregate of unknown size. Indicators without weight answer too.
with scored as (
    select region, agency, any_value(agency_name) as agency_name, any_value(short) as short, any_value(sector) as sector,
        period, any_value(cadence) as cadence, any_value(seq) as seq, indicator, basis as source,
        sum(heads * score) / sum(heads) as score,
        case when bool_or(n_rated is null) then null
            when bool_or(kind = 'agency') then sum(n_rated) else least(sum(n_rated), sum(n_people)) end as n_people,
        sum(n_raters) as n_raters, sum(heads * coverage) / sum(heads) as coverage, any_value(merged) as merged,
        bool_or(held) as held, any_value(snapshot_id) as snapshot_id, any_value(version) as version
    from chosen_blocks($region, $periods, $sectors, $agencies, $positions, $indicator, $source)
    where indicator <> '*' and score is not null
    group by region, period, agency, indicator, basis
)
select scored.*, ref_indicator.name_id as indicator_name
from scored left join ref_indicator on ref_indicator.code = scored.indicator
order by region, period, agency, indicator, source
