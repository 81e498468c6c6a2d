delete from attendance_fact where batch_id = $batch_id;
insert into attendance_fact by name select * from read_parquet($path)
