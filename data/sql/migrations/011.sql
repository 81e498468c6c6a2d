-- One row: whose record a letter opens. It stands in no line of the journal, and goes with the person.
create table if not exists user_person (login varchar not null, employee bigint not null)
