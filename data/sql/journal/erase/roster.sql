copy (
    select * replace (
        case when employee = $old then $new else employee end as employee
    )
    from read_parquet($source)
) to $path (format parquet, compression zstd)
