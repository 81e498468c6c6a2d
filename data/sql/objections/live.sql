select batch_id from live_batch where batch_id = $batch
