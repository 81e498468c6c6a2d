insert into snapshot_source select $snapshot_id, code, weight from valid_rows;
create or replace temp table source_rule as select code as source, min_raters from valid_rows
