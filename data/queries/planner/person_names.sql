-- One row: the name and NIP of one of the employees asked for; without a NIP, the register and the number there. Only the
-- list of participants needs it.
select employee, case when contains(nip, '|') then split_part(nip, '|', 1) || ' ' || split_part(nip, '|', 4) else nip end as nip,
    coalesce(name, '') as name
from person_current semi join person_seen($region, $own_agencies) using (employee)
where list_contains($employees::bigint[], employee) order by employee
