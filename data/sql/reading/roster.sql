-- One row: one accepted roster row of a person who stands in the file more than once, acting posts apart. same: all their rows say the same.
with numbered as (
    select file_row_number as place, line, region, period, nip, agency, coalesce(acting, false) as acting,
        concat_ws('|', agency, coalesce(unit, ''), coalesce(position, ''), active::varchar) as said
    from read_parquet($path, file_row_number = true)
),
repeated as (
    select *, count(*) over key as times, row_number() over (key order by place) as turn,
        min(said) over key = max(said) over key as same, min(line) over key as first_line, max(line) over key as last_line
    from numbered window key as (partition by region, period, nip, acting, case when acting then agency end)
)
select place, line, same, first_line, last_line from repeated where times > 1 and (turn > 1 or not same) order by place
