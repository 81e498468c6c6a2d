insert into user_state (
    number, login, name, role, region, agencies, active, until, password, code, code_until
)
select coalesce(max(number), 0) + 1, $login, $name, $role, $region, $agencies::varchar[],
    $active, $until::date, $password, $code, $code_until::timestamp
from user_state
