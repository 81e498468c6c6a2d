-- One row: one agency of staged rows outside a region, or of none of these agencies of it (null: all are meant), with the first row.
select region, agency, min(line) as line, count(*) as n from staged
where ($region is not null and region <> $region)
    or ($agencies is not null and not list_contains($agencies::varchar[], agency))
group by region, agency order by line
