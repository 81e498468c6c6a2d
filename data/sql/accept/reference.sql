insert into reference_fact
select $batch_id, line, table_name, key, coalesce(valid_from, ''), retired, row_json from addition_rows
