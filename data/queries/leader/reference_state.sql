-- One row: one hash of all current reference rows; it is another one as soon as any of them is.
select md5(coalesce(string_agg(concat_ws('|', table_name, key, valid_from, row_json), chr(10)
    order by table_name, key, valid_from), '')) as state
from reference_current
