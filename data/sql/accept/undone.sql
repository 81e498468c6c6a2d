-- Who undid a batch, and when.
select actor, happened_at from batch_undo where batch_id = $batch_id
