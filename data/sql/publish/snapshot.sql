insert into snapshot
select $snapshot_id, $region, $period, $version, $made_at, $actor, $k, $batches,
    (select coalesce(max(batch_id), 0) from live_batch where kind = 'reference'), $held, $rules
