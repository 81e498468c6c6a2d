-- From a store without a journal: the store's own copy of the journal, empty.
create table if not exists event (
    seq integer not null, kind varchar not null, happened_at timestamp not null, actor varchar not null, hash varchar not null,
    last_batch integer, line varchar not null
);
alter table block_score add column if not exists alone varchar
