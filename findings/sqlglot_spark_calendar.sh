#!/usr/bin/env bash
# sqlglot 30.30.0 from DuckDB 1.5.5 to Spark 4.0.1: days of the week and months between dates are others.
#
# DuckDB counts days of the week from Sunday = 0, Spark from Sunday = 1, and sqlglot writes the same name. It knows that
# isodow has to be worked out, but from a week that begins on Monday: Spark's begins on Sunday, so Monday is 3 and Sunday
# 2. date_diff counts borders of months here and whole months there: 31 January to 1 February is 1 and 0. A guess from
# memory is that a translator of dialects exists for exactly these.
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
    "select dayofweek(date '2026-11-29')": (0, 1),
    "select isodow(date '2026-11-29')": (7, 2),
    "select isodow(date '2026-11-30')": (1, 3),
    "select date_diff('month', date '2026-01-31', date '2026-02-01')": (1, 0),
    "select date_diff('year', date '2025-12-31', date '2026-01-01')": (1, 0),
}
for asked, (here, there) in seen.items():
    moved = sqlglot.transpile(asked, read="duckdb", write="spark")[0]
    answers = duckdb.sql(asked).fetchone()[0], spark.sql(moved).collect()[0][0]
    print(f"{asked}\n  DuckDB {answers[0]!r}, Spark {answers[1]!r}: {moved}")
    assert answers == (here, there), "changed"
PY
echo "as described"
