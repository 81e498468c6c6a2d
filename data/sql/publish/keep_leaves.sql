-- Leaves are only ever added: the partition is frozen.
insert into leaf
select $region, $period, agency, unit, position, block_id, agency_group
from leaf_rows
where not exists (
    select 1 from leaf where leaf.region = $region and leaf.period = $period and leaf.agency = leaf_rows.agency
        and leaf.unit = leaf_rows.unit and leaf.position = leaf_rows.position
)
