-- One row: somebody who stood on a list that was taken out, which no query gives again. It goes with the person.
create table if not exists list_person (list varchar not null, employee bigint not null);
