insert into objection_text values ($objection, $step, $employee, $text)
