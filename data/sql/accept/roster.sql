copy (
    select $batch_id::integer as batch_id, line, region, period, employee.pseudonym as employee, employee_type, agency,
        nullif(unit::varchar, '') as unit, nullif(position::varchar, '') as position, active, acting
    from staged join pseudonym as employee on employee.identity = staged.nip
) to $path (format parquet, compression zstd)
