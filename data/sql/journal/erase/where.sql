-- One row: one batch that speaks of a person, as the one rated, as a rater, or in its people file.
select batch.batch_id, batch.kind, max(people) as people, max(rows) as rows
from (
    select batch_id, 0 as people, 1 as rows from fact where employee = $old or rater = $old
    union all select batch_id, 0, 1 from roster_fact where employee = $old
    union all select batch_id, 0, 1 from predicate_fact where employee = $old
    union all select batch_id, 0, 1 from attendance_fact where employee = $old
    union all select batch_id, 0, 1 from decision_fact
        where starts_with(subject, 'person:') and split_part(subject, ':', 4) = $old::bigint::varchar
    union all select batch_id, 1, 0 from person where employee = $old
) as spoken
join batch using (batch_id)
group by batch.batch_id, batch.kind
order by batch.batch_id
