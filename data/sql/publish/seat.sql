-- One row: one employee and their block.
create or replace temp table seat as
select home.employee, coalesce(whole.block_id, plain.block_id) as block_id, home.position
from home
left join leaf as whole on whole.region = $region and whole.period = $period
    and whole.agency = home.agency and whole.unit = home.unit and whole.position = home.position
left join leaf as plain on plain.region = $region and plain.period = $period
    and plain.agency = home.agency and plain.unit = '' and plain.position = home.position
where coalesce(whole.block_id, plain.block_id) is not null
