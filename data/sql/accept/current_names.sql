-- One row: one agency, indicator or region as it counts now, under its key.
select table_name, key, coalesce(json_extract_string(row_json, '$.name'), json_extract_string(row_json, '$.name_id')) as name
from reference_current
where table_name in ('agencies', 'indicators', 'regions')
