insert into snapshot_weight select $snapshot_id, position, indicator, weight from valid_rows
