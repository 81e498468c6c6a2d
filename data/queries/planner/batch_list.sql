-- One row: one batch, newest first, with what became of it. first_batch: where several files were stored in one go, the
-- first batch of it; else null. decision, about: of a batch of decisions what kind they are, and the name it gives a view or
-- cluster ('' where it takes one away) or the agency that is home.
select batch.batch_id, kind, file_name, sha256, batch.actor, received_at, batch.reason, demo, rows_read, rows_kept,
    rows_refused, batch_undo.happened_at as undone_at, batch_undo.actor as undone_by, batch_undo.reason as undone_why, first_batch,
    decided.decision, decided.about
from batch left join batch_undo using (batch_id) left join batch_together using (batch_id)
left join (
    select batch_id, min(decision) as decision,
        min(try(coalesce(json_extract_string(detail, '$.name'), json_extract_string(detail, '$.agency')))) as about
    from decision_fact group by batch_id
) as decided using (batch_id)
semi join batch_seen($region, $own_agencies) using (batch_id)
where batch.batch_id > 0
order by batch.batch_id desc
