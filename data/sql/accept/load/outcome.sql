insert into outcome_fact by name select * from read_parquet($path)
