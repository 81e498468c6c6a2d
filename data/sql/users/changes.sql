select login, name, role, region, agencies, active, until, password, code, code_until from user_state order by number
