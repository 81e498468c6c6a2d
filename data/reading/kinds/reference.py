"""A file of reference rows: its headings are those of one reference table; the catalog's own rules judge the rows."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from data.catalog import catalog
from data.catalog.declaration import TABLES
from data.reading.form.table.table import Table
from data.reading.judging import formulas
from data.terms import spelling as texts
from data.terms.problems import Problem

SCHEMA = pa.schema(
    {"line": pa.int32(), "table_name": pa.string(), "key": pa.string(), "valid_from": pa.string()}
    | {"retired": pa.bool_(), "row_json": pa.string()}
)


def table_of(header: list[str]) -> str | None:
    """The reference table a header belongs to: every column it requires, no column it does not have. None otherwise."""
    keys = {texts.key(heading) for heading in header}
    for name, table in TABLES.items():
        own = {texts.key(column.name): column for column in table.columns}
        needed = {key for key, column in own.items() if column.required}
        if needed <= keys and keys <= {*own, "retired"} and len(needed) > 1:
            return name
    return None


def read(table: Table, mapping: dict, signature: str, path: Path, file_name: str, sha256: str, made: Callable):
    """The upload (`made` is its class) of a reference file: typed rows, problems with their lines."""
    name = mapping.get("table") or table_of(table.header)
    columns = {texts.key(column.name): column.name for column in TABLES[name].columns} if name in TABLES else {}
    whole = formulas.refuse_all(table.whole(), table.header)
    heads = [columns.get(texts.key(heading), texts.key(heading)) for heading in table.header]
    cells = [["" if cell is None else str(cell) for cell in column] for column in whole.columns]
    frame = pd.DataFrame(dict(zip(heads, cells, strict=True)), dtype=object)
    problems: list[Problem] = [*table.notes, *whole.problems]
    rows, lines = SCHEMA.empty_table(), list(whole.lines)
    if name not in TABLES:
        problems.append(Problem("reference_table_unknown", found=", ".join(table.header[:6])))
    elif len(frame):
        try:
            facts = catalog.fact_rows(name, frame)
            facts["line"] = [lines[line - 1] for line in facts["line"]]
            rows = pa.Table.from_pandas(facts[SCHEMA.names], SCHEMA, preserve_index=False)
        except catalog.BrokenReference as broken:
            problems += [
                Problem(p.code, lines[p.row - 1] if p.row else None, p.column, p.found, p.expected, True, p.detail)
                for p in broken.problems
            ]
    pq.write_table(rows, path)
    kept, read_rows = rows.num_rows, len(lines) + len(whole.refused)
    return made(
        "reference", path, read_rows, kept, read_rows - kept, 0, problems[:1000], list(table.questions),
        mapping | {"kind": "reference", "table": name, "signature": signature}, table.detected, frame.head(50),
        file_name, sha256, problem_counts=dict(Counter(problem.code for problem in problems)),
    )  # fmt: skip
