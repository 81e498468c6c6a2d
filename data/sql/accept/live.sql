-- One row where a batch may be undone: it counts, and did not ship with Cermin.
select batch_id from live_batch where batch_id = $batch_id and batch_id > 0
