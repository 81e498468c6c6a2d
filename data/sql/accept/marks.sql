-- The keys of the staged evaluation rows and of the live facts of their periods, each key and each score as its hash. Among
-- ten million keys the chance that two share a hash, and a count is off by one, is 3 in a million; whole keys would not fit
-- into memory. figure: no person is rated; unnamed: one of several people who rate a person, and the file does not say who.
create or replace temp table staged_mark as
select hash(
        region, period, employee.pseudonym, agency, case when staged.nip is null then coalesce(unit, '') end,
        indicator, source, rater.pseudonym
    ) as mark,
    hash(round(score, 9)) as score, staged.nip is null as figure,
    staged.rater is null and source in ('peer', 'subordinate', 'citizen') as unnamed
from staged
left join pseudonym as employee on employee.identity = staged.nip
left join pseudonym as rater on rater.identity = staged.rater;

-- A table of its own, so that the engine knows how few these are and does not build its join on the facts.
create or replace temp table touched as select distinct region, period from staged;

create or replace temp table standing_mark as
select hash(
        region, period, employee, agency, case when employee is null then coalesce(unit, '') end, indicator, source, rater
    ) as mark,
    batch_id, hash(round(score, 9)) as score
from fact join touched using (region, period) join (select batch_id from live_batch) using (batch_id)
