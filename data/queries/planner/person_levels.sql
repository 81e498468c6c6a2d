-- One row: the competency level (1-5) one employee was assessed at in one period, as the superior or else another rater
-- but themselves gave it; part levels count as the level reached. Only rows of a rule set that speaks in levels.
select employee, agency, position, indicator, floor(raw)::integer as level
from fact_current
where region = $region and period = $period and employee is not null and source <> 'self'
    and rule_set in ('SKJ_2017', 'B19_2022') and raw between 1 and 5
    and ($own_agencies is null or list_contains($own_agencies::varchar[], agency))
qualify row_number() over (
    partition by employee, indicator order by (source = 'superior') desc, source, batch_id desc, line desc
) = 1
order by employee, indicator
