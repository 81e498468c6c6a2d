select login, name, role, region, agencies, active, until, password, code, code_until, employee
from user_state left join user_person using (login)
qualify row_number() over (partition by login order by number desc) = 1
order by login
