delete from person where batch_id = $batch_id and employee not in (select employee from read_parquet($path))
