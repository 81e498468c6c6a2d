-- One row: one batch, newest first, with what became of it. first_batch: where several files were stored in one go, the
-- first batch of it; else null.
select batch.batch_id, kind, file_name, sha256, batch.actor, received_at, batch.reason, demo, rows_read, rows_kept,
    rows_refused, batch_undo.happened_at as undone_at, batch_undo.actor as undone_by, batch_undo.reason as undone_why, first_batch
from batch left join batch_undo using (batch_id) left join batch_together using (batch_id)
where batch.batch_id > 0
order by batch.batch_id desc
