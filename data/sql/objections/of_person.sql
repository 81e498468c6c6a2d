select objection, step from objection_text where employee = $employee order by all
