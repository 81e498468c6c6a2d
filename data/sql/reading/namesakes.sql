-- One row: one person under the number of another register (identity) who has the name of somebody with a NIP in the same
-- agency and period; nip: that NIP where it is only one.
with person as (
    select distinct region, period, agency, nip, name_key(name) as who from read_parquet($path)
    where nip is not null and name is not null
)
select other.nip as identity, case when count(distinct person.nip) = 1 then min(person.nip) end as nip
from person as other join person using (region, period, agency, who)
where contains(other.nip, '|') and not contains(person.nip, '|') and who <> ''
group by other.nip
order by other.nip
