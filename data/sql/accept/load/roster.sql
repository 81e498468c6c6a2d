insert into roster_fact by name select * from read_parquet($path)
