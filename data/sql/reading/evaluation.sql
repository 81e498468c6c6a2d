-- One row: one accepted row that repeats a key which may stand once: a named rater, a person's own rating, an agency's
-- figure, each in one agency and in one sort of post. same: every row of the key says the same and an earlier one stays; else they contradict each other.
-- Ratings without a named rater are separate raters and may repeat.
-- A first look compares hashes only: most files repeat nothing, and then that is all there is to do.
with hashed as (
    select file_row_number as place, hash(region, period, nip, agency, acting, indicator, source, rater) as mark
    from read_parquet($path, file_row_number = true)
    where rater is not null or nip is null or source = 'self'
),
suspects as (select unnest(list(place)) as place from hashed group by mark having count(*) > 1),
numbered as (
    select file_row_number as place, line,
        coalesce(nip, '') || '|' || agency || '|' || case when nip is null then coalesce(unit, '') else '' end
            || '|' || coalesce(acting, false)::varchar as who,
        region, period, indicator, source, coalesce(rater, '') as rater, raw, scale_min, scale_max,
        coalesce(respondents, -1) as respondents
    from read_parquet($path, file_row_number = true)
    where file_row_number in (select place from suspects)
),
repeated as (
    select *, count(*) over key as times, row_number() over (key order by place) as turn,
        min(raw) over key = max(raw) over key and min(scale_min) over key = max(scale_min) over key
            and min(scale_max) over key = max(scale_max) over key
            and min(respondents) over key = max(respondents) over key as same,
        min(line) over key as first_line, max(line) over key as last_line
    from numbered
    window key as (partition by who, region, period, indicator, source, rater)
)
select place, line, same, first_line, last_line from repeated where times > 1 and (turn > 1 or not same) order by place
