-- One row: one NIP or rater of the staged rows (identity) with the pseudonym that stands for it.
create or replace temp table pseudonym as select * from pseudonym_rows
