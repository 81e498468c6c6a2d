insert into snapshot_withdrawn values ($snapshot_id, $actor, $happened_at, $reason)
