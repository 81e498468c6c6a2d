-- The same of staged decisions: on a need or a person of one of these agencies, or a view; what all share wants the whole region.
select region, subject, min(line) as line, count(*) as n from staged
where ($region is not null and region <> $region)
    or ($agencies is not null and decision <> 'view'
        and not (regexp_matches(subject, '^(need|person):') and list_contains($agencies::varchar[], split_part(subject, ':', 3))))
group by region, subject order by line
