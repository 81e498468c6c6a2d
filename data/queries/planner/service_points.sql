-- One row: one measure of one service point (a unit, or an agency as a whole where unit is empty) in one period: the newest
-- value of the live uploads and how many answered it, null where the file does not say. Measures are as files name them.
select outcome_fact.agency, coalesce(ref_agency.name, outcome_fact.agency) as agency_name,
    coalesce(ref_agency.sector, '') as sector, coalesce(unit, '') as unit, measure,
    arg_max(value, [batch_id, line]) as value, arg_max({'n': respondents}, [batch_id, line]).n as respondents
from outcome_fact
join live_batch using (batch_id)
left join ref_agency on ref_agency.region = outcome_fact.region and ref_agency.code = outcome_fact.agency
where outcome_fact.region = $region and outcome_fact.period = $period
    and ($own_agencies is null or list_contains($own_agencies::varchar[], outcome_fact.agency))
group by all
order by outcome_fact.agency, coalesce(unit, ''), measure
