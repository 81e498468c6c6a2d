insert into user_person values ($login, $employee)
