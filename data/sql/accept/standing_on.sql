-- One row: one live batch that needs an agency, indicator or region which only this batch adds.
with added as (
    select table_name, key from reference_fact where batch_id = $batch_id
    except
    select table_name, key from reference_fact
    where batch_id <> $batch_id and batch_id in (select batch_id from live_batch)
)
select distinct fact.batch_id from fact
where batch_id in (select batch_id from live_batch) and (
    region || '|' || agency in (select key from added where table_name = 'agencies')
    or indicator in (select key from added where table_name = 'indicators')
    or region in (select key from added where table_name = 'regions')
)
union
select distinct batch_id from roster_fact
where batch_id in (select batch_id from live_batch) and region || '|' || agency in (
    select key from added where table_name = 'agencies'
)
order by 1
