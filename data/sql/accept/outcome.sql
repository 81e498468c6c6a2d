copy (
    select $batch_id::integer as batch_id, line, region, period, agency, nullif(unit::varchar, '') as unit, measure, value,
        target, respondents
    from staged
) to $path (format parquet, compression zstd)
