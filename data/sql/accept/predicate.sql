copy (
    select $batch_id::integer as batch_id, line, region, period, employee.pseudonym as employee, agency,
        nullif(unit::varchar, '') as unit, nullif(position::varchar, '') as position, employee_type, work_result,
        work_behavior, predicate, skp_status, acting, ends
    from staged join pseudonym as employee on employee.identity = staged.nip
) to $path (format parquet, compression zstd)
