-- The number the next release gets.
select coalesce(max(release_id), 0) + 1 from predicate_release
