-- The people a file names who are new; a person's row is written once.
alter table staged add column if not exists name varchar;
alter table staged add column if not exists employee_type varchar;
insert into person
select pseudonym.pseudonym, any_value(staged.nip), any_value(staged.name) filter (where staged.name is not null),
    any_value(staged.employee_type) filter (where staged.employee_type is not null), $batch_id
from staged join pseudonym on pseudonym.identity = staged.nip
where pseudonym.pseudonym not in (select employee from person)
group by pseudonym.pseudonym
