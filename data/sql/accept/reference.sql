copy (
    select $batch_id::integer as batch_id, line, table_name, key, coalesce(valid_from, '') as valid_from, retired, row_json
    from addition_rows
) to $path (format parquet, compression zstd)
