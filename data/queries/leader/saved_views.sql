-- One row: one saved view as it stands, oldest first, of the pages a reader may open (NULL: of all); detail: JSON.
select subject, detail
from (
    select subject, detail, batch_id, min(batch_id) over (partition by subject) as first_batch
    from decision_fact join (select batch_id from live_batch) using (batch_id)
    where starts_with(subject, 'view:') and ($region is null or region = $region)
    qualify row_number() over (partition by subject order by batch_id desc, line desc) = 1
)
where $pages is null or list_contains($pages, json_extract_string(detail, '$.page'))
order by first_batch, subject
