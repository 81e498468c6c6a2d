insert into attendance_fact
select $batch_id, line, region, employee.pseudonym, programme, title, starts, ends, learning_hours
from staged join pseudonym as employee on employee.identity = staged.nip
