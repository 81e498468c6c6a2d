delete from objection_text where employee = $employee
