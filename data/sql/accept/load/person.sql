insert into person by name select * from read_parquet($path)
