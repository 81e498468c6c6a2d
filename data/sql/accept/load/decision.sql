insert into decision_fact by name select * from read_parquet($path)
