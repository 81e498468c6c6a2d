-- What every file says of a person is kept, not only what the first one said: one row per person and batch.
alter table person rename to person_of_first_batch;
create table person (
    employee bigint not null, nip varchar not null, name varchar, employee_type varchar, batch_id integer not null
);
insert into person select employee, nip, name, employee_type, batch_id from person_of_first_batch;
drop table person_of_first_batch
