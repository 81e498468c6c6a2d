-- One row: one table of the file.
select table_name from duckdb_tables() where not temporary
