-- One row: the mean of all answers to one indicator about one agency or unit, with how many answered it. Who answered is
-- not kept. Answers on another scale or under other rules make a row of their own, which then contradicts this one.
copy (
    with answer as (select * from read_parquet($path)),
    figure as (
        select min(line) as line, region, period, agency, unit, indicator, source, scale_min, scale_max, rule_set,
            fsum(raw) / count(*) as raw, count(*) as respondents
        from answer where nip is null
        group by region, period, agency, unit, indicator, source, scale_min, scale_max, rule_set
    )
    select line, region, period, null::varchar as nip, null::varchar as name, null::varchar as employee_type, agency, unit,
        null::varchar as position, indicator, source, null::varchar as rater, raw, scale_min, scale_max, rule_set,
        greatest(0, least(100, round((raw - scale_min) * 100 / (scale_max - scale_min), 10))) as score,
        respondents::integer as respondents, null::boolean as acting, null::date as ends,
        respondents::integer as n_raters
    from figure
    union all
    select * from answer where nip is not null
    order by line, indicator, source
) to $made (format parquet, compression zstd)
