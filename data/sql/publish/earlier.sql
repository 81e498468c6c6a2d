-- One row: one snapshot of this region and period whose data some released block holds, with the batches behind it.
select distinct origin.snapshot_id, origin.batches, origin.k, coalesce(origin.rules, 1)
from snapshot
join block using (snapshot_id)
-- A version that released nothing of its own tells nothing new, and every version compared takes one bit of 62.
join snapshot as origin on origin.snapshot_id = block.released_from
where snapshot.region = $region and snapshot.period = $period and block.kind = 'people'
order by origin.snapshot_id
