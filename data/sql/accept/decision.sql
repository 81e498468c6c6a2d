insert into decision_fact
select $batch_id, line, region, period, subject, decision, reason, detail from staged
