-- Counts of attended trainings in the staged rows against what stands: new, changed, same. One person attends one training
-- that begins on one day once.
with incoming as (
    select region, pseudonym.pseudonym as employee, programme, coalesce(title, '') as title, starts,
        hash(ends, learning_hours) as said
    from staged join pseudonym on pseudonym.identity = staged.nip
),
standing as (
    select region, employee, programme, coalesce(title, '') as title, starts, hash(ends, learning_hours) as held
    from attendance_current where employee in (select employee from incoming)
)
select count(*) filter (where held is null) as new, count(*) filter (where held <> said) as changed,
    count(*) filter (where held = said) as same
from incoming left join standing
    on standing.region = incoming.region and standing.employee = incoming.employee
    and standing.programme = incoming.programme and standing.title = incoming.title
    and standing.starts is not distinct from incoming.starts
