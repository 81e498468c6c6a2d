-- How many blocks a snapshot shows, and how many of them wait with a correction.
select count(*), count(*) filter (where held) from block where snapshot_id = $snapshot_id
