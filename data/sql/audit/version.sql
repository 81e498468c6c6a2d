-- The newest line that changed what is shown.
select coalesce(max(seq), 0) from event where not list_contains($silent, kind)
