-- How many people of the staged rows have the name of somebody else who stands in the same agency and period, one of the
-- two under a NIP and the other under the number of another register: one person twice, or two.
with incoming as (
    select distinct region, period, agency, pseudonym as employee, contains(nip, '|') as other, name_key(name) as who
    from staged join pseudonym on pseudonym.identity = staged.nip
    where name is not null
),
placed as (
    select region, period, agency, employee from fact semi join live_batch using (batch_id) where employee is not null
    union
    select region, period, agency, employee from roster_fact semi join live_batch using (batch_id)
),
standing as (
    select region, period, agency, employee, contains(nip, '|') as other, name_key(name) as who
    from placed join person_current using (employee)
    where name is not null
)
select count(distinct incoming.employee)
from incoming join standing using (region, period, agency, who)
where incoming.employee <> standing.employee and incoming.other <> standing.other and who <> ''
