-- One row: one predicate of people, best first.
select code from ref_predicate where code not like 'org!_%' escape '!' order by ord
