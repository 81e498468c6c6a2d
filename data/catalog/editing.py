"""A reference table edited as a whole: which rows were added, changed or taken away, and what is wrong with them."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from data.catalog import catalog, rules
from data.catalog.declaration import TABLES, Table
from data.catalog.rules import Row
from data.terms.problems import Problem

Key = tuple[str, str]


@dataclass(frozen=True)
class Change:
    """One row that is not as it was: `before` (None: it is new) and `after` (None: it is taken away)."""

    key: str
    valid_from: str
    before: dict | None
    after: dict | None


@dataclass(frozen=True)
class Edit:
    """What an edited table says; nothing while one of its rows cannot be read.

    `rows` can be given to `data.batches.batches.accept_reference`, unless there are problems, whose `row` is the label
    of that row in the edited table.
    """

    changes: list[Change]
    rows: list[dict]
    problems: list[Problem]


def edited(name: str, before: pd.DataFrame, after: pd.DataFrame, current: Mapping[str, pd.DataFrame]) -> Edit:
    """Compare two states of one table (frames with its columns), and judge the new one beside the current tables."""
    table = TABLES[name]
    standing, _ = _typed(table, before)
    now, problems = _typed(table, after)
    problems += rules.duplicates(table, now)
    if problems:
        return Edit([], [], problems)
    was, stands = _by_key(table, standing), _by_key(table, now)
    changes = [
        Change(*key, was[key].values if key in was else None, stands[key].values if key in stands else None)
        for key in [*stands, *(key for key in was if key not in stands)]
        if key not in was or key not in stands or was[key].values != stands[key].values
    ]
    rows = [_row(change) for change in changes]
    if rows:
        line_of = {key: row.line for key, row in stands.items()}
        places = [line_of.get((change.key, change.valid_from)) for change in changes]
        problems = [_placed(problem, places) for problem in catalog.validate_rows(name, rows, current)]
    return Edit(changes, rows, problems)


def _row(change: Change) -> dict:
    if change.after is not None:
        return change.after
    assert change.before is not None  # what is neither before nor after is no change
    return change.before | {"retired": True}


def _placed(problem: Problem, places: list[int | None]) -> Problem:
    """The problem at the place of its row in the edited table, not among the changed rows."""
    place = places[problem.row - 1] if problem.row else None
    return Problem(problem.code, place, problem.column, problem.found, problem.expected, True, problem.detail)


def _typed(table: Table, frame: pd.DataFrame) -> tuple[list[Row], list[Problem]]:
    return catalog.typed_lines(table, zip(frame.index, frame.to_dict("records"), strict=True))


def _by_key(table: Table, rows: list[Row]) -> dict[Key, Row]:
    return {(row.key(table), row.valid_from(table)): row for row in rows}
