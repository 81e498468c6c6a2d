-- Who changed last what counts, and when: a batch came or went.
select actor, happened_at from event where kind in ('batch', 'undo', 'demo-removal') order by seq desc limit 1
