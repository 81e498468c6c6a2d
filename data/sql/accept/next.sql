-- The number the next batch gets.
select coalesce(max(batch_id), 0) + 1 from batch
