-- The people a file speaks of, each once, with what it says of them. Names and types may come with a later file than the NIP.
copy (
    select pseudonym.pseudonym as employee, any_value(staged.nip) as nip,
        any_value(staged.name) filter (where staged.name is not null) as name,
        any_value(staged.employee_type) filter (where staged.employee_type is not null) as employee_type,
        $batch_id::integer as batch_id
    from staged join pseudonym on pseudonym.identity = staged.nip
    group by pseudonym.pseudonym
    order by pseudonym.pseudonym
) to $path (format parquet, compression zstd)
