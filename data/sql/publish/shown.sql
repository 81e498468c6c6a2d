-- The newest snapshot of a region and period, unless it is withdrawn.
select snapshot_id from snapshot_current where region = $region and period = $period and not withdrawn
