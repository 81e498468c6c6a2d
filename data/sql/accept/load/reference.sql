insert into reference_fact by name select * from read_parquet($path)
