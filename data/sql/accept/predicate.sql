insert into predicate_fact
select $batch_id, line, region, period, employee.pseudonym, agency, nullif(unit::varchar, ''), nullif(position::varchar, ''), employee_type,
    work_result, work_behavior, predicate, skp_status, acting, ends
from staged join pseudonym as employee on employee.identity = staged.nip
