-- One row: one of these names that live rows speak of, with the batches that do.
select table_name, key, string_agg(distinct batch_id, ', ' order by batch_id) as batches
from name_in_use join (select unnest($tables::varchar[]) as table_name, unnest($keys::varchar[]) as key)
    using (table_name, key)
group by table_name, key
order by table_name, key
