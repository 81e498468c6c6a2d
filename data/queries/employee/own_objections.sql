-- One row: one step of one objection the person whose record this is has filed, with what was written, oldest first.
select objection_step.objection, objection_step.step, happened_at, period, about, batch, text
from objection_step join objection_text using (objection, step)
where region = $region and employee = $own_employee
order by happened_at, objection_step.objection, objection_step.step = 'filed' desc, objection_step.step = 'acknowledged' desc
