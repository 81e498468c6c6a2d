-- One row: one agency x position group (pure blocks of the agency pooled), one indicator, in one published period.
select chosen.region, chosen.agency, any_value(agency_name) as agency_name, any_value(short) as short,
    any_value(chosen.sector) as sector, chosen.position, chosen.period, any_value(chosen.seq) as seq, chosen.indicator,
    basis as source, sum(heads * score) / sum(heads) as score, sum(heads) as n_people, sum(n_raters) as n_raters,
    sum(heads * coverage) / sum(heads) as coverage, any_value(snapshot_id) as snapshot_id
from chosen_blocks($region, $periods, $sectors, $agencies, $positions, $indicator, $source) as chosen
where chosen.indicator <> '*' and score is not null and chosen.kind = 'people' and chosen.position is not null
group by chosen.region, chosen.period, chosen.agency, chosen.position, chosen.indicator, basis
order by chosen.region, chosen.period, chosen.agency, chosen.position, chosen.indicator, basis
