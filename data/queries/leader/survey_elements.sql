-- One row: one agency (or merged group) and one element of the citizens' satisfaction survey (SKM) in one published period, as
-- a figure of the whole agency. score: 0-100 of the answers' scale, which `scale` names; n_respondents: who answered, null
-- where nobody knows how many. What citizens said of employees by name is no survey and does not stand here.
with form as (
    select snapshot_id, agency, indicator, string_agg(distinct format('{:g}-{:g}', scale_min, scale_max), ' + ') as scale
    from instrument where source = 'citizen' group by snapshot_id, agency, indicator
)
select scored.region, scored.agency, agency_name, short, sector, period, cadence, seq, scored.indicator,
    total / heads as score, case when not unsized then n_respondents end as n_respondents, merged, held, scale
from chosen_agencies($region, $periods, $sectors, $agencies, null, null, 'citizen') as scored
join ref_indicator on ref_indicator.code = scored.indicator and ref_indicator.kind = 'skm'
left join form on form.snapshot_id = scored.snapshot_id and form.agency = scored.agency and form.indicator = scored.indicator
where n_people is null
order by scored.region, seq, scored.agency, scored.indicator
