-- One row: one accepted row that repeats a key which may stand once: a named rater, a person's own rating, an agency's
-- figure, each in one agency and in one sort of post. same: every row of the key says the same and an earlier one stays; else they contradict each other.
-- Ratings without a named rater are separate raters and may repeat; but a person has one superior in a unit, so that a second
-- line of a superior without a name repeats or contradicts the first (several in one line are numbered: Atasan 1, Atasan 2).
-- A first look compares hashes only: most files repeat nothing, and then that is all there is to do.
with hashed as (
    select file_row_number as place, hash(region, period, nip, agency, acting, indicator, source, rater) as mark
    from read_parquet($path, file_row_number = true)
    where rater is not null or nip is null or source in ('self', 'superior')
),
suspects as (select unnest(list(place)) as place from hashed group by mark having count(*) > 1),
numbered as (
    select file_row_number as place, line,
        coalesce(nip, '') || '|' || agency
            || '|' || case when nip is null or rater is null and source = 'superior'
                then lower(trim(regexp_replace(coalesce(unit, ''), '\s+', ' ', 'g'))) else '' end
            || '|' || coalesce(acting, false)::varchar as who,
        region, period, indicator, source, coalesce(rater, '') as rater, raw, scale_min, scale_max,
        coalesce(respondents, -1) as respondents, source = 'superior' and rater is null and nip is not null as one_superior
    from read_parquet($path, file_row_number = true)
    where file_row_number in (select place from suspects)
),
repeated as (
    select *, count(*) over key as times, row_number() over (key order by place) as turn,
        min(raw) over key = max(raw) over key and min(scale_min) over key = max(scale_min) over key
            and min(scale_max) over key = max(scale_max) over key
            and min(respondents) over key = max(respondents) over key as same,
        min(line) over key as first_line, max(line) over key as last_line,
        count(*) over (partition by who, region, period, indicator, source, rater, line) as in_line
    from numbered
    window key as (partition by who, region, period, indicator, source, rater)
)
select place, line, same, first_line, last_line from repeated
where times > 1 and (turn > 1 or not same) and not (one_superior and in_line > 1)
order by place
