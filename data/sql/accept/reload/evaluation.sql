delete from fact where batch_id = $batch_id;
insert into fact by name select * from read_parquet($path)
