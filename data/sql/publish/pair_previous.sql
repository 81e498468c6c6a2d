-- At most one row: the snapshot that this period's people are compared with: the period before in the same cadence, shown,
-- and not corrected since its first release.
select before.snapshot_id, before.period, batches, k, coalesce(rules, 1)
from snapshot_current as before
join period as here on here.cadence = before.cadence and here.seq = before.seq + 1
where before.region = $region and here.period = $period and before.version = 1 and not before.withdrawn
