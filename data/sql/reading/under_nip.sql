-- The same rows, people under another number with the NIP that the planner says is theirs.
copy (
    select rows.* exclude (file_row_number) replace (coalesce(namesake.nip, rows.nip) as nip)
    from read_parquet($path, file_row_number = true) as rows left join namesake on namesake.identity = rows.nip
    order by file_row_number
) to $made (format parquet, compression zstd)
