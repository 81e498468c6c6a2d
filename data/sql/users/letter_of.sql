-- The number of the letter a person has in a region.
select login from user_person join user_state using (login)
where employee = $employee and region = $region
limit 1
