create or replace temp table position_standard as select position, indicator, standard from valid_rows
