insert into fact
select $batch_id, line, region, period, employee.pseudonym, agency, nullif(unit::varchar, ''), nullif(position::varchar, ''), indicator, source,
    rater.pseudonym, raw, scale_min, scale_max, rule_set, score, respondents
from staged
left join pseudonym as employee on employee.identity = staged.nip
left join pseudonym as rater on rater.identity = staged.rater
