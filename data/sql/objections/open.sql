-- How many objections of one person wait for an answer.
select count(distinct objection) from objection_text
where employee = $employee
    and objection not in (select objection from objection_step where step in ('upheld', 'refused', 'forwarded'))
