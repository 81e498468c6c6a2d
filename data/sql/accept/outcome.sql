insert into outcome_fact
select $batch_id, line, region, period, agency, nullif(unit::varchar, ''), measure, value, target, respondents from staged
