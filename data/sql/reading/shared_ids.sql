-- One row: one accepted row whose number of another register stands beside several people's names in its agency.
with named as (
    select file_row_number as place, line, nip, name_key(name) as who from read_parquet($path, file_row_number = true)
    where contains(nip, '|')
)
select place, line from named
semi join (select nip from named where who <> '' group by nip having count(distinct who) > 1) using (nip)
order by place
