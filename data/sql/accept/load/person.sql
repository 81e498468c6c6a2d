-- People stay as the first file that named them told.
insert into person by name
select * from read_parquet($path) where employee not in (select employee from person)
