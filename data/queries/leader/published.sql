-- One row: one region and period with a snapshot. withdrawn: its figures are not shown.
select snapshot_current.region, ref_region.name as region_name, snapshot_current.period, cadence, starts::varchar as starts,
    seq, version, made_at, actor, k, blocks_held, withdrawn, snapshot_id, batches,
    exists (
        select 1 from batch where demo and list_contains(from_json(snapshot_current.batches, '["INTEGER"]'), batch_id)
    ) as demo,
    exists (
        select 1 from batch_undo where list_contains(from_json(snapshot_current.batches, '["INTEGER"]'), batch_id)
    ) as undone
from snapshot_current left join ref_region on ref_region.code = snapshot_current.region
where ($region is null or snapshot_current.region = $region)
order by snapshot_current.region, cadence, seq
