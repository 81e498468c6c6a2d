-- One row: one leaf seated so far, its block, and the group its agency is counted with.
select agency, unit, position, block_id, agency_group from leaf where region = $region and period = $period
