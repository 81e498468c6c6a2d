-- One row: one accepted attendance row whose person, training and first day stand in the file more than once. same: all of
-- them say the same.
with numbered as (
    select file_row_number as place, line, region, nip, programme, coalesce(title, '') as title, starts,
        concat_ws('|', coalesce(ends::varchar, ''), coalesce(learning_hours::varchar, '')) as said
    from read_parquet($path, file_row_number = true)
),
repeated as (
    select *, count(*) over key as times, row_number() over (key order by place) as turn,
        min(said) over key = max(said) over key as same, min(line) over key as first_line, max(line) over key as last_line
    from numbered window key as (partition by region, nip, programme, title, starts)
)
select place, line, same, first_line, last_line from repeated where times > 1 and (turn > 1 or not same) order by place
