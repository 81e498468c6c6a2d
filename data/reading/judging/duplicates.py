"""Rows of one file that repeat or contradict each other, found over the accepted rows, however many there are."""

import os
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from data.terms.problems import Problem

_SQL = Path(__file__).parents[2] / "sql" / "reading"


def find(rows: Path, kind: str) -> pd.DataFrame:
    """One row per accepted row that must go: place (0-based in the file of rows), line, same; first_line and last_line
    of those with its key."""
    query = (_SQL / f"{kind}.sql").read_text("utf-8")
    with engine(rows) as database:
        return database.execute(query, {"path": str(rows)}).df()


def engine(rows: Path) -> duckdb.DuckDBPyConnection:
    """An engine beside the store, to ask about one file of accepted rows; what does not fit goes to disk there."""
    return duckdb.connect(config={"memory_limit": "1GB", "temp_directory": str(rows.parent), "threads": 2})


def conflict(line: int, first_line: int, last_line: int) -> Problem:
    """What is wrong with a row that contradicts another, which is named; a wide row may contradict itself."""
    if first_line == last_line:
        return Problem("row_conflict_itself", line)
    return Problem("row_conflict", line, expected=str(last_line if line == first_line else first_line))


def drop(rows: Path, places: np.ndarray) -> None:
    """Take rows out of a Parquet file by their 0-based places; the file is replaced as a whole."""
    gone, start = np.sort(places), 0
    kept_rows = rows.with_suffix(".rest")
    with pq.ParquetFile(rows) as source, pq.ParquetWriter(kept_rows, source.schema_arrow) as target:
        for batch in source.iter_batches(100_000):
            here = gone[(gone >= start) & (gone < start + batch.num_rows)] - start
            keep = np.ones(batch.num_rows, dtype=bool)
            keep[here] = False
            target.write_batch(batch.filter(pa.array(keep)))
            start += batch.num_rows
    os.replace(kept_rows, rows)
