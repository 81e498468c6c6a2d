-- One row: how one accepted file was read, oldest first. The newest of a header signature is the one to offer.
select mapping from live_batch semi join batch_seen($region, $own_agencies) using (batch_id)
where mapping is not null order by batch_id
