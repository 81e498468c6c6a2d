-- One row: one live batch made from a file with this hash. Names that a file added are a reference batch of the same hash,
-- which says nothing about its rows.
select batch_id, received_at, actor, kind from live_batch semi join batch_seen($region, $own_agencies) using (batch_id)
where sha256 = $sha256 and (kind = 'reference') = ($kind = 'reference')
order by batch_id
