-- One row: one period the staged rows speak of.
select distinct period from staged order by period
