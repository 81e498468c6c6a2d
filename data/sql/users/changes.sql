select login, name, role, active, until, password, code, code_until from user_state order by number
