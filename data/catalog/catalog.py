"""The reference tables as they count now: how a change of them is judged, and what the file reader needs of them."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from data.catalog import rules
from data.catalog.declaration import TABLES, Table
from data.catalog.rules import Row, Rows
from data.store.store import Store
from data.terms.actors import Actor
from data.terms.problems import Problem, words
from data.terms.spelling import key

FACT_COLUMNS = ["table_name", "key", "valid_from", "retired", "row_json", "line"]
_JOINING_WORDS = frozenset({"dan", "of", "and", "the"})


class BrokenReference(Exception):
    """Reference rows that may not be used; the message names every file, row and reason."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(_sentence, problems)))


def validate_rows(
    table: str, rows: pd.DataFrame | Iterable[dict], current: Mapping[str, pd.DataFrame]
) -> list[Problem]:
    """What would be wrong if these rows of one table were added to the current tables.

    A row replaces the current row of its key and `valid_from`; a true `retired` takes that row away. `Problem.row`
    counts the given rows from 1; problems that stood before are not repeated.
    """
    given, problems = _typed(table, rows)
    return problems + _beside({table: given}, current)


def validate_facts(rows: pd.DataFrame, current: Mapping[str, pd.DataFrame]) -> list[Problem]:
    """The same of rows of `reference_fact` (FACT_COLUMNS) of any tables at once; `Problem.row` is their line."""
    given = {}
    for table, members in rows.groupby("table_name"):
        records = [
            json.loads(text) | {"retired": retired}
            for text, retired in zip(members["row_json"], members["retired"], strict=True)
        ]
        typed, problems = typed_lines(TABLES[table], zip(members["line"].tolist(), records, strict=True))
        assert not problems, "rows of reference_fact were typed when they were made"
        given[table] = typed
    return _beside(given, current)


def _beside(given: Rows, current: Mapping[str, pd.DataFrame]) -> list[Problem]:
    """What is wrong with checked rows among themselves, and together with the current tables."""
    problems = [problem for table, rows in given.items() for problem in rules.duplicates(TABLES[table], rows)]
    standing = {name: [replace(row, line=0) for row in _typed(name, current[name])[0]] for name in TABLES}
    edited = standing | {table: _merged(TABLES[table], standing[table], rows) for table, rows in given.items()}
    before = {_identity(problem) for problem in together(standing)}
    for problem in together(edited):
        if _identity(problem) in before:
            continue
        if problem.detail["table"] not in given and problem.code == "reference_unknown":
            problem = replace(problem, code="reference_in_use")
        problems.append(replace(problem, row=problem.row or None))
    return problems


def fact_rows(table: str, rows: pd.DataFrame | Iterable[dict]) -> pd.DataFrame:
    """Rows of one table as rows of `reference_fact` (FACT_COLUMNS, `line` from 1); raises `BrokenReference`."""
    typed, problems = _typed(table, rows)
    if problems:
        raise BrokenReference(problems)
    return facts({table: typed})


def rows_of(tables: Mapping[str, pd.DataFrame | list[dict]]) -> pd.DataFrame:
    """Rows of several tables, by table name, as rows of `reference_fact`; raises `BrokenReference`."""
    return pd.concat([fact_rows(table, rows) for table, rows in tables.items()], ignore_index=True)


@dataclass(frozen=True, eq=False)  # frames have no equality: one is the same as itself
class Known:
    """What is known when a file is read: the current reference tables and how earlier files were mapped.

    Frames have the columns of their reference table; `mappings` is header signature -> the mapping last accepted.
    """

    regions: pd.DataFrame
    sectors: pd.DataFrame
    agency_patterns: pd.DataFrame
    agencies: pd.DataFrame
    indicators: pd.DataFrame
    positions: pd.DataFrame
    sources: pd.DataFrame
    rule_sets: pd.DataFrame
    predicates: pd.DataFrame
    predicate_matrix: pd.DataFrame
    programmes: pd.DataFrame
    aliases: pd.DataFrame
    mappings: dict[str, dict] = field(default_factory=dict)

    @classmethod
    def from_tables(cls, table: Callable[[str], pd.DataFrame], mappings: dict[str, dict]) -> "Known":
        """Built from a function that gives a reference table's current rows by name."""
        names = [name for name in cls.__dataclass_fields__ if name in TABLES]
        return cls(**{name: table(name) for name in names}, mappings=mappings)


def known(store: Store, actor: Actor) -> Known:
    """What the store knows now."""
    mappings = {}
    for text in store.query(actor, "remembered_mappings")["mapping"]:
        mapping = json.loads(text)
        if "signature" in mapping:
            mappings[mapping["signature"]] = mapping
    return Known.from_tables(lambda name: table_rows(name, store.query(actor, "reference_rows", table=name)), mappings)


def current_tables(store: Store, actor: Actor) -> dict[str, pd.DataFrame]:
    """Every reference table as it counts now."""
    return {name: table_rows(name, store.query(actor, "reference_rows", table=name)) for name in TABLES}


def table_rows(table: str, facts: pd.DataFrame) -> pd.DataFrame:
    """Reference facts of one table (`row_json`) as a frame with the table's columns, numbers as numbers."""
    spec = TABLES[table]
    frame = pd.DataFrame([json.loads(text) for text in facts["row_json"]], columns=spec.header)
    numeric = [column.name for column in spec.columns if column.type in ("number", "integer")]
    return frame.astype({name: "float64" for name in numeric if frame[name].isna().any()})


def guess_sector(name: str, known: Known) -> str | None:
    """The sector an agency's name speaks of, or None. A guess to offer a planner, never stored unasked.

    The pattern that begins earliest in the name wins, because the first affair names the agency (Dinas Kebudayaan dan
    Pariwisata); of those that begin together, the longest.
    """
    patterns = zip(known.agency_patterns["pattern"], known.agency_patterns["sector"], strict=True)
    wanted = {_words(pattern): sector for pattern, sector in patterns}
    longest = max(map(len, wanted), default=0)
    words_of_name = _words(name)
    for start in range(len(words_of_name)):
        for end in range(min(len(words_of_name), start + longest), start, -1):
            if sector := wanted.get(words_of_name[start:end]):
                return sector
    return None


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in key(text).split() if word not in _JOINING_WORDS)


def _sentence(problem: Problem) -> str:
    sentences = words(problem)
    place = problem.detail["file"] + (f" baris {problem.row}" if problem.row else "")
    return f"{place}: {sentences['what']} {sentences['expected']}"


def _identity(problem: Problem) -> tuple:
    return problem.code, problem.detail["table"], problem.column, problem.found, problem.expected


def together(rows: Rows) -> list[Problem]:
    """What is wrong between checked rows of all tables: references, sums, names that mean two things."""
    return [*rules.dangling(rows), *rules.ambiguous(rows), *rules.unfitting(rows)]


def _merged(table: Table, standing: list[Row], given: list[Row]) -> list[Row]:
    newest = {(row.key(table), row.valid_from(table)): row for row in [*standing, *given]}
    return [row for row in newest.values() if not row.retired]


def _typed(table: str, rows: pd.DataFrame | Iterable[dict]) -> tuple[list[Row], list[Problem]]:
    records = rows.to_dict("records") if isinstance(rows, pd.DataFrame) else list(rows)
    return typed_lines(TABLES[table], enumerate(records, start=1))


def typed_lines(table: Table, records: Iterable[tuple[int, dict]]) -> tuple[list[Row], list[Problem]]:
    """The checked rows of (line, record) pairs, and the problems of those that cannot be read."""
    rows, problems = [], []
    for line, record in records:
        row, wrong = rules.typed(table, line, record)
        rows += [row] if row else []
        problems += wrong
    return rows, problems


def facts(rows: Rows) -> pd.DataFrame:
    """Checked rows as rows of `reference_fact` (FACT_COLUMNS)."""
    records = []
    for name, members in rows.items():
        table = TABLES[name]
        for row in members:
            text = json.dumps(row.values, ensure_ascii=False)
            records.append((name, row.key(table), row.valid_from(table), row.retired, text, row.line))
    return pd.DataFrame(records, columns=FACT_COLUMNS)
