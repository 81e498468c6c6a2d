"""Rows that are one respondent's answers each, as offices collect a survey: averaged per agency, unit and indicator."""

import os
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq

from data.reading.judging.duplicates import engine
from data.reading.judging.findings import Findings
from data.reading.meaning.file_kinds import IGNORE
from data.reading.meaning.headings import Meaning
from data.reading.meaning.interpretation import OK, Interpretation
from data.terms import spelling as texts
from data.terms.problems import Problem

RESPONDENTS, FIGURES = "respondents", "figures"
"""What a row without a person is: one respondent's answers, or a figure of its agency (the mapping's `rows`)."""
_OFTEN = 3  # rows of one figure from which the file may be of respondents; two are a correction or a slip
_FEWEST = 5  # who answered a figure that may be published
_RATERS = 3  # of peers or subordinates behind one
_PERSONAL = frozenset(("nip", "name", "rater", "respondents", "employee_type", "position", "job_title"))
_FORMS = frozenset(("timestamp", "cap waktu", "stempel waktu", "waktu pengisian"))
_ABOUT_ONESELF = (frozenset(("usia", "umur")), frozenset(("kelamin", "jk", "gender")), frozenset(("pendidikan",)),
                  frozenset(("pekerjaan",)), frozenset(("hp", "wa", "telepon", "whatsapp")))  # fmt: skip


def anonymous(meanings: list[Meaning]) -> list[Meaning]:
    """The meanings of a file of respondents: who they are is not taken, and each of them is one."""
    return [Meaning(IGNORE, sure=0.0) if meaning.field in _PERSONAL else meaning for meaning in meanings]


def of_citizens(file: Interpretation) -> bool:
    """Whether citizens said all there is in a file, so that names in it are not those of staff who were rated."""
    codes = {code for code, state in file.resolved.get("source", {}).values() if state == OK}
    return codes == {"citizen"}


def settle(file: Interpretation, rows: Path, findings: Findings, counts: Counter) -> None:
    """Make figures of the accepted rows where they are respondents': the planner said so, or the file is plainly a
    survey of citizens. Where rows repeat as only respondents' do, and nothing says what they are, it is asked."""
    told = file.mapping.get("rows")
    if file.kind != "evaluation" or told == FIGURES:
        return
    with engine(rows) as database:
        n_rows, repeated, most = database.execute(_sql("respondent_shape"), {"path": str(rows)}).fetchall()[0]
        if not n_rows or (told is None and (most < _OFTEN or 2 * repeated <= n_rows)):
            return
        if told is None and not _plainly(file):
            file.ask("ask_rows", "", (RESPONDENTS, FIGURES), None, ask="set:rows", rows=most)
            counts["waiting"] += pq.read_metadata(rows).num_rows
            pq.write_table(pq.read_schema(rows).empty_table(), rows)
            return
        made = rows.with_suffix(".figures")
        database.execute(_sql("respondents"), {"path": str(rows), "made": str(made)})
        os.replace(made, rows)
        figures, few = database.execute(_sql("respondents_few"), {"path": str(rows), "fewest": _FEWEST}).fetchall()[0]
    file.mapping = file.mapping | {"rows": RESPONDENTS}
    counts["read"] -= n_rows - figures
    counts["folded"] += n_rows - figures
    findings.add(Problem("respondents_folded", found=str(n_rows), expected=str(figures), blocking=False))
    if few:
        findings.add(Problem("respondents_few", found=str(few), blocking=False))


def uncounted(file: Interpretation, rows: Path, findings: Findings) -> None:
    """Say how many figures will not be published: staff rated staff, and the file does not say how many."""
    if file.kind != "evaluation":
        return
    with engine(rows) as database:
        found = {"path": str(rows), "fewest": _FEWEST, "raters": _RATERS}
        few = database.execute(_sql("figures_uncounted"), found).fetchall()[0][0]
    if few:
        findings.add(Problem("figures_uncounted", found=str(few), blocking=False))


def _plainly(file: Interpretation) -> bool:
    """Whether a file of citizens' answers says that each row is one of them: a form's time stamp, names, or what one
    tells of oneself. A column of counts says the contrary."""
    if not of_citizens(file) or file.places("respondents"):
        return False
    keys = [texts.key(heading) for heading in file.header]
    told = sum(1 for words in _ABOUT_ONESELF if any(words & set(key.split()) for key in keys))
    named = any("responden" in key.split() for key in keys) or file.places("name") or file.places("rater")
    return bool(named) or bool(_FORMS & set(keys)) or told >= 2


def _sql(name: str) -> str:
    return (Path(__file__).parents[2] / "sql" / "reading" / f"{name}.sql").read_text("utf-8")
