-- One row: one rated employee and the one agency, unit and position that counts for the period: the newest active roster row,
-- else where most of the person's rating rows are (ties by code).
create or replace temp table home as
with roster as (
    select employee, agency, coalesce(unit, '') as unit, coalesce(position, '') as position
    from roster_fact
    where region = $region and period = $period and list_contains($batches, batch_id)
    qualify row_number() over (partition by employee order by batch_id desc, line desc) = 1 and active
),
counted as (
    select employee, agency, unit, position, count(*) as n_rows
    from rating where employee is not null
    group by employee, agency, unit, position
),
in_agency as (
    select *, sum(n_rows) over (partition by employee, agency) as n_agency,
        sum(n_rows) over (partition by employee, agency, position) as n_position
    from counted
),
usual as (
    select employee, agency, unit, position from in_agency
    qualify row_number() over (
        partition by employee order by n_agency desc, agency, n_position desc, position, n_rows desc, unit
    ) = 1
)
select usual.employee, coalesce(roster.agency, usual.agency) as agency, coalesce(roster.unit, usual.unit) as unit,
    coalesce(nullif(roster.position, ''), usual.position) as position
from usual left join roster using (employee)
