-- Leaves are only ever added: the partition is frozen.
insert into leaf
select $region, $period, told.agency, told.unit, told.position, told.block_id, told.agency_group
from (
    select unnest($leaves::struct(
        agency varchar, unit varchar, position varchar, block_id integer, agency_group varchar
    )[]) as told
) as listed
