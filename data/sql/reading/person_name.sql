-- A person's name as two files may both write it: without titles, signs, and case.
create or replace temp macro name_key(name) as trim(regexp_replace(
    regexp_replace(lower(split_part(name, ',', 1)), '^(\s*(prof|dr|drs|dra|ir|h|hj|apt|ns)[. ]+)+', ''), '[^\w]+', ' ', 'g'
))
