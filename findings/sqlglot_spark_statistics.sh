#!/usr/bin/env bash
# sqlglot 30.30.0 from DuckDB 1.5.5 to Spark 4.0.1: four statistics keep their name and become others.
#
# A guess from memory is that what cannot be said in the other dialect is an error or a warning. The exact median
# becomes an approximate one, which is a value of the column (2 for 2.5); log is to the base of 10 here and natural there;
# skewness and kurtosis are of the sample here and of the population there. All four run, on four numbers as on millions.
#
# Seen: 2.5 and 2.0; 2.0 and 4.605; 1.652 and 0.675; 2.031 and -0.929. median and ln are the same on both sides.
# Needs Java 17.
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
    "select percentile_cont(0.5) within group (order by x) from (values (1.0), (2.0), (3.0), (10.0)) as t(x)": (2.5, 2.0),
    "select median(x) from (values (1.0), (2.0), (3.0), (10.0)) as t(x)": (2.5, 2.5),
    "select log(100.0)": (2.0, 4.605170186),
    "select ln(100.0)": (4.605170186, 4.605170186),
    "select skewness(x) from (values (1.0), (2.0), (10.0)) as t(x)": (1.652316740, 0.674555485),
    "select kurtosis(x) from (values (1.0), (2.0), (10.0), (4.0)) as t(x)": (2.030769231, -0.929230769),
}
for asked, (here, there) in seen.items():
    moved = sqlglot.transpile(asked, read="duckdb", write="spark")[0]
    answers = duckdb.sql(asked).fetchone()[0], spark.sql(moved).collect()[0][0]
    print(f"{asked}\n  DuckDB {answers[0]!r}, Spark {answers[1]!r}: {moved}")
    assert all(abs(float(got) - wanted) < 1e-6 for got, wanted in zip(answers, (here, there), strict=True)), "changed"
PY
echo "as described"
