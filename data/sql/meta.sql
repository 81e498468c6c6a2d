-- At most one row: what the store keeps under a key about itself.
select value from meta where key = $key
