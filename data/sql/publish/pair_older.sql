-- At most one row: the snapshot whose people the pair sums of a snapshot were made with.
select snapshot_id, period, batches, k, coalesce(rules, 1) from snapshot
where snapshot_id = (select any_value(previous_snapshot_id) from pair_sum where pair_sum.snapshot_id = $snapshot_id)
