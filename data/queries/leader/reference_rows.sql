-- One row: one current row of one reference table, as JSON.
select key, valid_from, row_json from reference_current where table_name = $table order by key, valid_from
