-- One row: one live batch made from a file with this hash.
select batch_id, received_at, actor, kind from live_batch where sha256 = $sha256 and kind <> 'reference' order by batch_id
