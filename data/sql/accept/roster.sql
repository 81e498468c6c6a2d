insert into roster_fact
select $batch_id, line, region, period, employee.pseudonym, employee_type, agency, nullif(unit::varchar, ''), nullif(position::varchar, ''), active
from staged join pseudonym as employee on employee.identity = staged.nip
