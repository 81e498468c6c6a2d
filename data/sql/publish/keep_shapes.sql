-- One row: what one block looks like: its agency group, and unit and position where all its leaves share one.
create or replace temp table shape as select * from shape_rows
