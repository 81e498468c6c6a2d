-- How many blocks a snapshot shows, how many of them wait with a correction, and how many people wait for a home.
select count(*), count(*) filter (where held) + (
        -- Those that were never shown wait as well.
        select count(*) from held where block_id not in (select block_id from block where snapshot_id = $snapshot_id)
    ), (select count(*) from disputed where state = 0 and agency is null)
from block where snapshot_id = $snapshot_id
