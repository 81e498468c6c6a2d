-- One row: who the record is of, as the newest file names them.
select coalesce(person_current.name, '') as name, coalesce(ref_region.name, $region) as region_name,
    exists (select 1 from fact join batch using (batch_id) where fact.employee = $own_employee and demo) as demo
from person_current left join ref_region on ref_region.code = $region
where employee = $own_employee
