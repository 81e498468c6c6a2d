insert into list_person select $list, unnest($people::bigint[])
