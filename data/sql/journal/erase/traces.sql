delete from user_person where employee not in (select employee from person);
delete from list_person where employee not in (select employee from person);
