insert into attendance_fact by name select * from read_parquet($path)
