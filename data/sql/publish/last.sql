-- The number the next snapshot gets, its version, and the snapshot before it (0: none).
select coalesce((select max(snapshot_id) from snapshot), 0) + 1,
    coalesce((select max(version) from snapshot where region = $region and period = $period), 0) + 1,
    coalesce((select max(snapshot_id) from snapshot where region = $region and period = $period), 0)
