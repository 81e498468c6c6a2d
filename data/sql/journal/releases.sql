-- One row: one release of predicates the store holds.
select release_id from predicate_release
