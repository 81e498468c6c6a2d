delete from roster_fact where batch_id = $batch_id;
insert into roster_fact by name select * from read_parquet($path)
