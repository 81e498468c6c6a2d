select login, name, role, region, agencies, active, until, password, code, code_until from user_state
qualify row_number() over (partition by login order by number desc) = 1
order by login
