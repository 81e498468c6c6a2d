-- One row: one reference row of the demo that counts now and that rows of real batches speak of.
select table_name, row_json
from (
    select table_name, key, retired, row_json, demo, row_number() over (
        partition by table_name, key, valid_from order by batch_id desc, line desc
    ) as newest
    from reference_fact join live_batch using (batch_id)
)
where newest = 1 and demo and not retired
    and (table_name, key) in (select (table_name, key) from name_in_use where not demo)
order by table_name, key
