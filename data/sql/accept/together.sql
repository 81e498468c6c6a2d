-- One row: one live batch that was stored in the same go as this one, itself among them where it still counts.
select batch_id
from live_batch
where batch_id > 0 and (
    batch_id = $batch_id
    or batch_id in (
        select batch_id from batch_together
        where first_batch = (select first_batch from batch_together where batch_id = $batch_id)
    )
)
order by batch_id
