-- One row: one rating of one employee in one period, in the employee's home of the newest of the periods asked for: the
-- newest active roster row, else where most of the person's rows are (ties by code). rater is null where unnamed.
with rated as (
    select fact_current.*, period.seq
    from fact_current join period using (period)
    where region = $region and list_contains($periods, period) and employee is not null
),
rostered as (
    select employee, agency, unit, position
    from roster_current join period using (period)
    where region = $region and list_contains($periods, period) and active
    qualify row_number() over (partition by employee order by period.seq desc) = 1
),
usual as (
    select employee, agency, unit, position
    from rated
    group by employee, agency, unit, position
    qualify row_number() over (
        partition by employee order by max(seq) desc, count(*) desc, agency, position, unit
    ) = 1
),
home as (
    select usual.employee, coalesce(rostered.agency, usual.agency) as agency, coalesce(rostered.unit, usual.unit, '') as unit,
        coalesce(nullif(rostered.position, ''), usual.position, '') as position
    from usual left join rostered using (employee)
)
select rated.employee, home.agency, coalesce(ref_agency.sector, '') as sector, home.unit, home.position, rated.period, rated.seq,
    rated.indicator, rated.source, rated.rater, rated.score
from rated join home using (employee)
left join ref_agency on ref_agency.region = rated.region and ref_agency.code = home.agency
where ($own_agencies is null or list_contains($own_agencies::varchar[], home.agency))
order by rated.employee, rated.seq, rated.indicator, rated.source, rated.line
