-- The accepted rows of a file, or of several, as the reader left them ($paths): read where they lie, of ten million rows only the columns asked
-- for. A file of a kind without people's names or posts has them empty.
set variable staged_rows = $paths;

create or replace temp view staged as
select * from read_parquet(getvariable('staged_rows'), union_by_name = true)
union all by name
select * from (
    select null::varchar as name, null::varchar as employee_type, null::boolean as acting, null::date as ends, null::integer as n_raters
) where false
