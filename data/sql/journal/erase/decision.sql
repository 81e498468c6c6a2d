copy (
    select * replace (
        case when starts_with(subject, 'person:') and split_part(subject, ':', 4) = $old::bigint::varchar
            then concat_ws(':', 'person', split_part(subject, ':', 2), split_part(subject, ':', 3), $new::bigint::varchar)
            else subject end as subject
    )
    from read_parquet($source)
) to $path (format parquet, compression zstd)
