-- The names of agencies that this snapshot takes for one.
insert into snapshot_rename
select $snapshot_id, agency, kept from agency_rename where region = $region and period = $period
