-- How many live facts, replaced since or not, meet staged rows of the other sort: almost always none, and then nobody has to
-- find out what counts now among all facts.
with place as (select distinct region, period, agency, indicator, source, nip is null as of_agency from staged)
select count(*)
from fact semi join live_batch using (batch_id)
join place using (region, period, agency, indicator, source)
where (fact.employee is null) <> place.of_agency
