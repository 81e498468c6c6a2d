insert into period select * from period_rows where period not in (select period from period)
