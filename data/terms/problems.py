"""A user's mistake is a value: where it is, what was found, what was expected, how to mend it."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a file, a row or a request.

    `code` names the cause and is a key of `problems.toml`; `row` is the 1-based line (CSV) or row (workbook) where the
    record starts; `column` is the heading as the file has it. `found` is already masked where it could name a person.
    A blocking problem refuses its row (or, without a row, the whole file); any other is a warning.
    """

    code: str
    row: int | None = None
    column: str | None = None
    found: str | None = None
    expected: str | None = None
    blocking: bool = True
    detail: dict = field(default_factory=dict)


class Refused(Exception):
    """Something asked for cannot be done; `problems` say why. Nothing was changed."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(", ".join(sorted({problem.code for problem in problems})))
        self.problems = problems


@cache
def _texts() -> dict:
    return tomllib.loads((Path(__file__).parent / "problems.toml").read_text("utf-8"))


def words(problem: Problem, lang: str = "id") -> dict[str, str]:
    """The sentences for a problem: `what`, `expected`, `fix`, in the given language."""
    text = _texts()[problem.code]
    values = {"found": problem.found or "", "expected": problem.expected or "", "column": problem.column or ""}
    values |= {key: str(value) for key, value in problem.detail.items()}
    return {part: text[part][lang].format_map(values) for part in ("what", "expected", "fix")}
