delete from decision_fact where batch_id = $batch_id;
insert into decision_fact by name select * from read_parquet($path)
