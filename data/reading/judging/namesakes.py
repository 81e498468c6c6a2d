"""People under the number of another register: one number for two of them, and one of them under a NIP as well."""

import os
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq

from data.reading.judging import duplicates
from data.reading.judging.findings import Findings
from data.reading.meaning.interpretation import Interpretation
from data.terms.problems import Problem

SAME, TWO = "same", "two"
"""What two people of one name in an agency are, one with a NIP and one without: the mapping's `namesakes`."""
_SQL = Path(__file__).parents[2] / "sql" / "reading"


def settle(file: Interpretation, rows: Path, findings: Findings, counts: Counter) -> list[Problem]:
    """Take out the rows whose number stands beside two names, and return why, one problem a line. Who may stand there
    twice, under a NIP too, is asked about, counted once or as two people by the planner's answer."""
    if not file.places("other_id") or "name" not in pq.read_schema(rows).names:
        return []
    with duplicates.engine(rows) as database:
        database.execute(_text("person_name"))
        shared = database.execute(_text("shared_ids"), {"path": str(rows)}).df()
        if len(shared):
            duplicates.drop(rows, shared["place"].to_numpy())
            counts["refused"] += len(shared)
        told = file.mapping.get("namesakes")
        if told != TWO:
            found = database.execute(_text("namesakes"), {"path": str(rows)}).df()
            unclear = int(found["nip"].isna().sum())
            if told == SAME and not unclear and len(found):
                database.register("namesake", found)
                made = rows.with_suffix(".named")
                database.execute(_text("under_nip"), {"path": str(rows), "made": str(made)})
                os.replace(made, rows)
            elif len(found):
                choices = (TWO,) if unclear else (SAME, TWO)
                file.ask("ask_namesakes", str(len(found)), choices, None, ask="set:namesakes")
                counts["waiting"] += pq.read_metadata(rows).num_rows
                pq.write_table(pq.read_schema(rows).empty_table(), rows)
    problems = [Problem("other_id_shared", int(line)) for line in dict.fromkeys(shared["line"])]
    findings.add_all(problems)
    return problems


def _text(name: str) -> str:
    return (_SQL / f"{name}.sql").read_text("utf-8")
