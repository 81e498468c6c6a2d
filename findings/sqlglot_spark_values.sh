#!/usr/bin/env bash
# sqlglot 30.30.0 from DuckDB 1.5.5 to Spark 4.0.1: rounding, shares, order and replacement change without a word.
#
# A cast to a whole number rounds here and cuts there. 1.0 / 3 is a double here and a decimal of six digits there, which
# a share times a million people shows; written 1e0 / 3 it is a double on both sides. ORDER BY inside an aggregate is
# dropped. regexp_replace replaces the first match here and every one there. None of them is an error or a warning.
#
# Seen: the pairs below. Needs Java 17.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check duckdb==1.5.5 sqlglot==30.30.0 pyspark==4.0.1
venv/bin/python - 2>spark.log <<'PY'
import duckdb
import sqlglot
from pyspark.sql import SparkSession

spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
seen = {
    "select cast(2.5 as integer)": (3, 2),
    "select cast(1.0 / 3 as varchar)": ("0.3333333333333333", "0.333333"),
    "select 1e0 / 3": (1 / 3, 1 / 3),
    "select list(x order by x desc) from (values (1), (3), (2)) as t(x)": ([3, 2, 1], [1, 3, 2]),
    "select regexp_replace('a1b2', '[0-9]', 'x')": ("axb2", "axbx"),
}
for asked, (here, there) in seen.items():
    moved = sqlglot.transpile(asked, read="duckdb", write="spark")[0]
    answers = duckdb.sql(asked).fetchone()[0], spark.sql(moved).collect()[0][0]
    print(f"{asked}\n  DuckDB {answers[0]!r}, Spark {answers[1]!r}: {moved}")
    assert answers == (here, there), "changed"
PY
echo "as described"
