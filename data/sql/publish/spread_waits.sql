-- Whether the pooled spreads must stay those of the version before: a sum of squares tells of the people by whom two versions
-- differ, held blocks and withheld cells included. As with cells, the versions whose spreads were told cut the people of an
-- aspect into groups by the versions they stand in alike (block, raters, scores), and no group that differs may be smaller
-- than k.
with told as (
    select snapshot_id, (
        select string_agg(
            concat_ws(',', indicator, source, var_person, coalesce(var_rater::varchar, '-'), n_people,
                coalesce(n_raters::varchar, '-'), coalesce(median_load::varchar, '-')),
            ';' order by indicator, source
        )
        from spread where spread.snapshot_id = snapshot.snapshot_id
    ) as figures
    from snapshot where region = $region and period = $period
),
anew as (
    select snapshot_id from told
    -- Spreads that were kept told nothing new, so only versions that differ from the one before are compared.
    qualify figures is distinct from lag(figures) over (order by snapshot_id)
),
compared as (
    select state from version where state = 0 or (state > 0 and origin in (select snapshot_id from anew))
),
mark as (
    select aspect, employee, block_id, said, sum(1::bigint << state) as versions
    from stood semi join compared using (state) group by aspect, employee, block_id, said
),
part as (select aspect, versions, count(*) as n from mark group by aspect, versions)
select exists (select 1 from part where n < $k and versions <> (select sum(1::bigint << state) from compared))
    or exists (select 1 from held)
