insert into predicate_fact by name select * from read_parquet($path)
