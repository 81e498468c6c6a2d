insert into batch_undo values ($batch_id, $actor, $happened_at, $reason)
