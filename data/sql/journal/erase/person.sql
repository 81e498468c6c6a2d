copy (select * from read_parquet($source) where employee <> $old order by employee) to $path (format parquet, compression zstd)
