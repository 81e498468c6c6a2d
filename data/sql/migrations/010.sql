-- A user may be bound to a region, and to agencies of it.
alter table user_state add column if not exists region varchar;
alter table user_state add column if not exists agencies varchar[]
