-- One row: one identity a file names, employee or rater.
create or replace temp view identity as
select nip as identity from staged where nip is not null union select rater from staged where rater is not null
