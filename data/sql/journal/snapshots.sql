-- One row: one snapshot the store holds.
select snapshot_id from snapshot
