-- One row: one accepted SKP row of a person whose later SKP of the same period stands in the file too (a transfer: the
-- latest end counts), or that repeats it. Acting posts (PLT, PLH) are kept apart and never count twice.
with numbered as (
    select file_row_number as place, line, region, period, nip, ends,
        concat_ws('|', agency, coalesce(work_result, ''), coalesce(work_behavior, ''), coalesce(predicate, '')) as said
    from read_parquet($path, file_row_number = true)
    where not acting
),
ranked as (
    select *, row_number() over (partition by region, period, nip order by ends desc nulls last, place) as turn,
        first(said) over mine = said or ends is distinct from first(ends) over mine as same, min(line) over mine as first_line, max(line) over mine as last_line
    from numbered
    window mine as (partition by region, period, nip order by ends desc nulls last, place
        rows between unbounded preceding and unbounded following)
)
select place, line, same, first_line, last_line from ranked where turn > 1 order by place
