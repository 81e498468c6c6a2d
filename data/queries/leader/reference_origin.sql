-- One row: one current row of one reference table, as JSON, with the batch it comes from (0: it came with Cermin).
select key, valid_from, row_json, batch_id
from (
    select reference_fact.*, row_number() over (
        partition by key, valid_from order by batch_id desc, line desc
    ) as newest
    from reference_fact join (select batch_id from live_batch) using (batch_id)
    where table_name = $table
)
where newest = 1 and not retired
order by key, valid_from
