-- The lists that were taken out with this person on them.
select distinct list from list_person where employee = $employee
