-- One row: one identity a file names.
create or replace temp view identity as select distinct nip as identity from staged where nip is not null
