-- Whether a batch in the store is what its accepted file holds: rows and a hash over every value of every row.
with stored as (select * from fact where batch_id = $batch_id),
told as (select * from fact where false union all by name select * from read_parquet($path))
select (select (count(*), bit_xor(hash(stored)), sum(hash(stored) % 1000003)) from stored)
    = (select (count(*), bit_xor(hash(told)), sum(hash(told) % 1000003)) from told)
