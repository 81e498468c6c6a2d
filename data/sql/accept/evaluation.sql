-- The accepted file of an evaluation batch: one row per fact, pseudonyms in place of persons.
copy (
    select $batch_id::integer as batch_id, line, region, period, employee.pseudonym as employee, agency,
        nullif(unit::varchar, '') as unit, nullif(position::varchar, '') as position, indicator, source,
        rater.pseudonym as rater, raw, scale_min, scale_max, rule_set, score, respondents, acting, ends, n_raters
    from staged
    left join pseudonym as employee on employee.identity = staged.nip
    left join pseudonym as rater on rater.identity = staged.rater
) to $path (format parquet, compression zstd)
