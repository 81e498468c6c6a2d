-- One row: one accepted attendance row that repeats an earlier one in every column.
with numbered as (
    select file_row_number as place, line, row_number() over key as turn, min(line) over key as first_line
    from read_parquet($path, file_row_number = true)
    window key as (partition by region, nip, programme, title, starts, ends order by file_row_number
        rows between unbounded preceding and unbounded following)
)
select place, line, true as same, first_line from numbered where turn > 1 order by place
