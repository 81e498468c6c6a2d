copy (
    select * replace (
        case when employee = $old then $new else employee end as employee,
        case when rater = $old then $new else rater end as rater
    )
    from read_parquet($source)
) to $path (format parquet, compression zstd)
