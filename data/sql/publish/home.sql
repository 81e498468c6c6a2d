-- One row: one rated employee and the one agency, unit and position that counts in the version: of the roster, else where most
-- of the person's rating rows are (ties by code). Only those whom the roster does not place are counted.
create or replace temp table home as
with rated as (
    select distinct state, employee from post
    anti join (select state, employee from disputed where agency is null) using (state, employee)
),
placed as (
    select state, employee, roster.agency, roster.unit, nullif(roster.position, '') as position
    from rated left join roster using (state, employee)
),
counted as (
    select state, employee, agency, coalesce(unit, '') as unit, coalesce(position, '') as position, count(*) as n_rows
    from rating semi join (select state, employee from placed where position is null) as open using (state, employee)
    group by state, employee, agency, coalesce(unit, ''), coalesce(position, '')
),
in_agency as (
    select *, sum(n_rows) over (partition by state, employee, agency) as n_agency,
        sum(n_rows) over (partition by state, employee, agency, position) as n_position
    from counted
),
usual as (
    select state, employee, agency, unit, position from in_agency
    qualify row_number() over (
        partition by state, employee order by n_agency desc, agency, n_position desc, position, n_rows desc, unit
    ) = 1
)
select placed.state, placed.employee, coalesce(placed.agency, usual.agency) as agency,
    coalesce(placed.unit, usual.unit) as unit, coalesce(placed.position, usual.position) as position
from placed left join usual using (state, employee)
