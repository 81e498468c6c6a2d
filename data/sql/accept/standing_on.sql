-- One row: one live batch that needs an agency, indicator or region which would not be there without these batches.
with remaining as (
    select table_name, key
    from (
        select table_name, key, retired, row_number() over (
            partition by table_name, key, valid_from order by batch_id desc, line desc
        ) as newest
        from reference_fact join live_batch using (batch_id)
        where not list_contains($batches, batch_id)
    )
    where newest = 1 and not retired
),
lost as (select table_name, key from reference_current except select table_name, key from remaining)
select distinct batch_id from name_in_use semi join lost using (table_name, key)
where not list_contains($batches, batch_id)
order by batch_id
