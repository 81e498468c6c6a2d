-- One row: one identity a file names.
select distinct nip as identity from staged where nip is not null
