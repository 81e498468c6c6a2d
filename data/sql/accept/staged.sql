-- The accepted rows of one file as its reader left them, and everybody they name.
create or replace temp table staged as select * from read_parquet($path)
