select employee from person_seen($region, $own) where employee = $employee limit 1
