-- One row: one reference row that this publish needs, read once: the views would go through all reference rows each time.
create or replace temp table reference_row as
select table_name, valid_from, row_json from reference_current
where table_name in ('weights', 'sources', 'standards', 'agencies', 'limits');

-- One row: one period from which weights, sources or standards are valid ('' always).
select distinct valid_from from reference_row where table_name not in ('agencies', 'limits')
