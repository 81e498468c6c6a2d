-- The next free block number of the store.
select coalesce(max(block_id), 0) + 1 from leaf
