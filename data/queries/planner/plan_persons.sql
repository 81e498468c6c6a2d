-- One row: one employee on the active roster of one period (without a roster: one rated in it), with the learning hours
-- already attended in the plan year. A post that the roster does not name is the one of most of the person's rating rows.
-- Whom the roster calls inactive is left out, rated or not.
with rostered as (
    select employee, employee_type, agency, unit, nullif(position, '') as position, active
    from roster_current where region = $region and period = $period
),
rated as (
    select employee, null as employee_type, agency, unit, position
    from fact_current
    where region = $region and period = $period and employee is not null
    group by employee, agency, unit, position
    qualify row_number() over (partition by employee order by count(*) desc, agency, position, unit) = 1
),
everybody as (
    select employee, rostered.employee_type, rostered.agency, rostered.unit,
        coalesce(rostered.position, rated.position) as position
    from rostered left join rated using (employee)
    where active
    union all
    select * from rated where employee not in (select employee from rostered)
),
attended as (
    select employee, sum(learning_hours) as hours
    from attendance_current
    where region = $region and year(starts) = $plan_year
    group by employee
)
select everybody.employee, everybody.agency, coalesce(ref_agency.name, everybody.agency) as agency_name,
    coalesce(ref_agency.sector, '') as sector, coalesce(everybody.unit, '') as unit,
    coalesce(everybody.position, '') as position,
    coalesce(everybody.employee_type, person_current.employee_type, 'pns') as employee_type,
    coalesce(attended.hours, 0.0) as hours_done
from everybody
left join attended using (employee)
left join person_current using (employee)
left join ref_agency on ref_agency.region = $region and ref_agency.code = everybody.agency
where ($own_agencies is null or list_contains($own_agencies::varchar[], everybody.agency))
order by everybody.employee
