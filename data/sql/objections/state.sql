-- Where one objection stands, and whose it is (null: erased), if the person is somebody's to see.
select step, region, period, about, employee
from objection_step left join (
    select distinct objection, employee from objection_text semi join person_seen($region, $own) using (employee)
) using (objection)
where objection = $objection
order by step = 'filed', step = 'acknowledged' limit 1
