-- The same of rows that name no agency: only whoever has a whole region stores them.
select region, null as agency, min(line) as line, count(*) as n from staged
where ($region is not null and region <> $region) or $agencies is not null
group by region order by line
