delete from predicate_fact where batch_id = $batch_id;
insert into predicate_fact by name select * from read_parquet($path)
