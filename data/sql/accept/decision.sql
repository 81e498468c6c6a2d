copy (
    select $batch_id::integer as batch_id, line, region, period, subject, decision, reason, detail from staged
) to $path (format parquet, compression zstd)
