-- One row: one of these batches that holds a row outside a region, or of none of these agencies of it (null: all are meant).
select batch_id from batch_agency
where list_contains($batches::integer[], batch_id) and (
    ($region is not null and region <> $region)
    or ($agencies is not null and (agency is null or not list_contains($agencies::varchar[], agency))))
union all
select batch_id from batch where list_contains($batches::integer[], batch_id) and kind = 'reference' and $agencies is not null
limit 1
