#!/usr/bin/env bash
# DuckLake (DuckDB 1.5.5): a join USING a column the table does not have is accepted, and compares DuckLake's numbers.
#
# Every table of a lake has hidden columns snapshot_id, rowid and filename. They are not in DESCRIBE and not in
# SELECT *, so a guess from memory is that a name nobody declared is an error, as it is for a table of DuckDB itself.
# A schema of one's own that numbers its releases `snapshot_id` and forgets the column in one table gets rows: each is
# joined with the number of the lake's commit that wrote it.
#
# Seen: cell(agency, mean) joined with release(snapshot_id, label) gives [('a', 'second'), ('b', 'third')]; the same
# tables in DuckDB: BinderException.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check duckdb==1.5.5 duckdb-extensions==1.5.5 duckdb-extension-ducklake==1.5.5
mkdir extensions
venv/bin/python - <<'PY'
import duckdb
from duckdb_extensions import extension_importer

engine = duckdb.connect(config={"extension_directory": "extensions"})
extension_importer.import_extension("ducklake", con=engine)
engine.execute("attach 'ducklake:lake.ducklake' as lake (data_path 'files/')")
for place in ("lake", "memory"):
    engine.execute(f"create table {place}.cell (agency varchar, mean double)")
    engine.execute(f"insert into {place}.cell values ('a', 71.5)")
    engine.execute(f"insert into {place}.cell values ('b', 68.0)")
engine.execute("create table memory.release (snapshot_id bigint, label varchar)")
engine.execute("insert into memory.release values (1, 'first'), (2, 'second'), (3, 'third'), (4, 'fourth')")
joined = "select agency, label from {}.cell join memory.release using (snapshot_id) order by all"

print(engine.execute("describe lake.cell").fetchall())
found = engine.execute(joined.format("lake")).fetchall()
print(found)
assert found == [("a", "second"), ("b", "third")], "changed"
try:
    engine.execute(joined.format("memory"))
except duckdb.BinderException as refused:
    print("memory:", str(refused).splitlines()[0])
else:
    raise AssertionError("changed")
PY
echo "as described"
