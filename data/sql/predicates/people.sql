-- One row: one employee with a predicate in the period as these batches say, in one agency: the newest row (of a transfer
-- the one that ends last), acting posts (PLT, PLH) left out. checked: does the predicate follow from its two ratings.
with newest as (
    select employee, agency, work_result, work_behavior, predicate from predicate_fact
    where region = $region and period = $period and list_contains($batches, batch_id) and not acting
        and predicate is not null
    qualify row_number() over (partition by employee order by batch_id desc, ends desc nulls last, line desc) = 1
)
select newest.employee, newest.agency, newest.predicate,
    case when matrix.predicate is null then 'unchecked'
        when matrix.predicate = newest.predicate then 'consistent' else 'inconsistent' end as consistency
from newest left join ref_predicate_matrix as matrix using (work_result, work_behavior)
order by newest.employee
