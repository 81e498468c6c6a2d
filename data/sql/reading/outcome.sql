-- One row: one accepted outcome row whose measure stands in the file more than once for the same agency, unit and period.
with numbered as (
    select file_row_number as place, line, region, period, agency, coalesce(unit, '') as unit, measure,
        concat_ws('|', value, coalesce(target::varchar, ''), coalesce(respondents::varchar, '')) as said
    from read_parquet($path, file_row_number = true)
),
repeated as (
    select *, count(*) over key as times, row_number() over (key order by place) as turn,
        min(said) over key = max(said) over key as same, min(line) over key as first_line, max(line) over key as last_line
    from numbered window key as (partition by region, period, agency, unit, measure)
)
select place, line, same, first_line, last_line from repeated where times > 1 and (turn > 1 or not same) order by place
