insert into fact by name select * from read_parquet($path)
