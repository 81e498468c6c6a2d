copy (
    select $batch_id::integer as batch_id, line, region, employee.pseudonym as employee, programme, title, starts, ends,
        learning_hours
    from staged join pseudonym as employee on employee.identity = staged.nip
) to $path (format parquet, compression zstd)
