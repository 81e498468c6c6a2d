-- What was stored and taken back until a line, oldest first.
select line from event where kind in ('batch', 'undo', 'demo-removal') and seq <= $upto order by seq
