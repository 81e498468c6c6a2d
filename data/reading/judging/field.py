"""A field as understood: each unique cell judged once, a value or what is wrong with it; records look theirs up."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from data.reading.cells import numbers as values
from data.reading.cells.distinct import constant
from data.reading.meaning.interpretation import ASK, EMPTY, OK, OUT

_QUIET = frozenset((OK, EMPTY, OUT, ASK, values.MISSING))


@dataclass
class Field:
    """A column as understood: record i has `values[codes[i]]` in state `states[codes[i]]` (one of `plan`, or a problem
    code); `cells` are the cells as the file has them, `column` its heading."""

    codes: np.ndarray
    values: list
    states: list[str]
    cells: Sequence[object]
    column: str | None = None

    def where(self, *wanted: str) -> np.ndarray:
        """Which records are in one of the given states."""
        if not set(self.states).intersection(wanted):
            return np.zeros(len(self.codes), dtype=bool)
        hit = np.array([state in wanted for state in self.states], dtype=bool)
        return hit[self.codes] if len(hit) else np.zeros(len(self.codes), dtype=bool)

    def faulty(self) -> np.ndarray:
        """Which records have a problem in this field."""
        return self.where(*set(self.states) - _QUIET)

    def refuse(self, wrong: Callable[[Any], bool], code: str) -> None:
        """Put the values that are wrong into a problem state."""
        self.states = [
            code if state == OK and wrong(value) else state
            for value, state in zip(self.values, self.states, strict=True)
        ]

    def mark(self, rows: np.ndarray, code: str) -> None:
        """Put records into a problem state that depends on other fields."""
        if not rows.any():
            return
        if code not in self.states:
            self.states, self.values = [*self.states, code], [*self.values, None]
            self.cells = [*self.cells, ""]
        self.codes = np.where(rows, self.states.index(code), self.codes).astype(np.int32)

    def put(self, rows: np.ndarray, value: object) -> None:
        """Give records a value that another field says."""
        self.codes = np.where(rows, len(self.values), self.codes).astype(np.int32)
        self.values, self.states, self.cells = [*self.values, value], [*self.states, OK], [*self.cells, ""]

    def arrow(self, rows: np.ndarray | None = None, kind: pa.DataType | None = None) -> pa.Array:
        """The values of some records (all by default) as an Arrow column, of text where nothing else is said."""
        codes = self.codes if rows is None else self.codes[rows]
        return pa.DictionaryArray.from_arrays(
            pa.array(codes, pa.int32()), pa.array(self.values, kind or pa.string())
        ).dictionary_decode()

    def numbers(self) -> np.ndarray:
        """The values of all records as float64, NaN where there is none."""
        held = np.array([np.nan if value is None else value for value in self.values], dtype=np.float64)
        return held[self.codes] if len(held) else np.zeros(len(self.codes))


def constant_field(n: int, value: object) -> Field:
    """A field that holds one value throughout."""
    column = constant(value, n)
    return Field(column.codes, [value], [OK if value is not None else EMPTY], [value])
