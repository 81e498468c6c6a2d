insert into user_state
select coalesce(max(number), 0) + 1, $login, $name, $role, $active, $until::date, $password, $code, $code_until::timestamp
from user_state
