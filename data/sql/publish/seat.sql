-- One row: what one block looks like: its agency group, and unit and position where all its leaves share one.
create or replace temp table shape as
select block_id, kind, agency, sector, unit, position
from (
    select block_id, any_value(agency_group) as agency,
        case when min(unit) = '*' then 'agency' else 'people' end as kind,
        case when min(unit) = max(unit) and min(unit) not in ('', '*') then min(unit) end as unit,
        case when min(position) = max(position) and min(position) <> '*' then min(position) end as position
    from leaf where region = $region and period = $period
    group by block_id
)
left join (select code as agency, sector from agency_name) using (agency);

-- One row: one employee and their block in one version.
create or replace temp table seat as
select home.state, home.employee, coalesce(whole.block_id, plain.block_id) as block_id, home.position
from home
join version using (state)
-- With its unit, where the agency was split at the first release, else without: how large the agency is now does not
-- matter, its partition is frozen.
left join leaf as whole on whole.region = version.region and whole.period = version.period
    and whole.agency = home.agency and whole.unit = home.unit and whole.position = home.position
left join leaf as plain on plain.region = version.region and plain.period = version.period
    and plain.agency = home.agency and plain.unit = '' and plain.position = home.position
where coalesce(whole.block_id, plain.block_id) is not null
