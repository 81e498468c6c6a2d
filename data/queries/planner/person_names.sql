-- One row: the name and NIP of one of the employees asked for. Only the list of participants needs it.
select employee, nip, coalesce(name, '') as name from person_current where list_contains($employees::bigint[], employee) order by employee
