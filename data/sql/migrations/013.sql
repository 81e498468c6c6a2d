-- One row: one step of one objection of somebody against what their record says. Who it is stands in the texts alone.
create table if not exists objection_step (
    objection varchar not null, step varchar not null,  -- filed acknowledged upheld refused forwarded
    happened_at timestamp not null, actor varchar not null, region varchar not null, period varchar not null,
    about varchar not null,               -- person row rating
    batch integer                         -- of one that was upheld: the batch that corrects it
);
-- One row: what was written at one step, by or to the person whose record it is. It goes with the person.
create table if not exists objection_text (
    objection varchar not null, step varchar not null, employee bigint not null, text varchar not null
);
