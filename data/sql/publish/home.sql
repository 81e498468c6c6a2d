-- One row: one active employee of one version's roster, as the newest row has them.
create or replace temp table roster as
select state, employee, agency, coalesce(unit, '') as unit, coalesce(position, '') as position
from roster_fact join evidence using (period, batch_id)
where region = $region
qualify row_number() over (partition by state, employee order by batch_id desc, line desc) = 1 and active;

-- One row: one rated employee and the one agency, unit and position that counts in the version: of the roster, else where most
-- of the person's rating rows are (ties by code).
create or replace temp table home as
with counted as (
    select state, employee, place, count(*) as n_rows
    from rating where employee is not null
    group by state, employee, place
),
settled as (
    select state, employee, any_value(place) as place from counted group by state, employee having count(*) = 1
),
torn as (
    select *, sum(n_rows) over (partition by state, employee, agency) as n_agency,
        sum(n_rows) over (partition by state, employee, agency, position) as n_position
    from counted anti join settled using (state, employee) join place using (place)
),
usual as (
    select state, employee, place from settled
    union all
    select state, employee, place from torn
    qualify row_number() over (
        partition by state, employee order by n_agency desc, agency, n_position desc, position, n_rows desc, unit
    ) = 1
)
select usual.state, usual.employee, coalesce(roster.agency, place.agency) as agency,
    coalesce(roster.unit, place.unit) as unit, coalesce(nullif(roster.position, ''), place.position) as position
from usual join place using (place) left join roster using (state, employee)
