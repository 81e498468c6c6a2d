-- What one publish writes down on the way: values of persons per version, cells per version, blocks that wait.
create or replace temp table value (
    state integer, block_id integer, employee bigint, indicator varchar, source varchar, value double
);
create or replace temp table stored (state integer, block_id integer, indicator varchar, source varchar)
