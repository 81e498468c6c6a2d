-- The number the next batch gets. The numbers of a removed demo are not used again: the journal still names them.
select greatest(
    coalesce((select max(batch_id) from batch), 0), coalesce((select max(last_batch) from event), 0)
) + 1
