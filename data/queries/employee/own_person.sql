-- One row: who the record is of, as the newest file names them.
select coalesce(person_current.name, '') as name, coalesce(ref_region.name, $region) as region_name
from person_current left join ref_region on ref_region.code = $region
where employee = $own_employee
