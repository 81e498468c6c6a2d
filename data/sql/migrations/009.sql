-- Who may come in, where there is more than one person: made from lines of the journal as everything else.
create table if not exists user_state (
    number integer not null, login varchar not null, name varchar not null, role varchar not null, active boolean not null,
    until date, password varchar, code varchar, code_until timestamp
)
