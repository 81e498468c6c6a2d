"""Rows of a file that are stored and not published, because the other kind was: of an agency, indicator, source and
period either persons are told or the agency as a whole, whichever was released first."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import duckdb

from data.reading.upload import Upload
from data.store.engine import run
from data.terms.problems import Problem

OTHER_KIND = "other_kind_released"


@dataclass(frozen=True)
class OtherKind:
    """So many rows of one agency, indicator, source and period (codes) that wait for the next period. released: the
    kind that was released first, person or figure."""

    region: str
    period: str
    agency: str
    indicator: str
    source: str
    released: str
    rows: int


def unpublished(cursor: duckdb.DuckDBPyConnection, upload: Upload) -> tuple[OtherKind, ...]:
    """What of a file's staged rows is not published for that."""
    if upload.kind != "evaluation":
        return ()
    return tuple(OtherKind(*row) for row in run(cursor, "sql/accept/other_kind.sql").fetchall())


def problems(found: Iterable[OtherKind]) -> list[Problem]:
    """That rows are stored and not published, once for each kind that was released first: somebody has to say yes."""
    rows: Counter[str] = Counter()
    for one in found:
        rows[one.released] += one.rows
    return [Problem(OTHER_KIND, found=str(n), expected=kind, blocking=False) for kind, n in sorted(rows.items())]
