"""The first rows of a file as they were understood, for the planner to look at before anything is stored."""

import numpy as np
import pandas as pd

from data.reading.cells import nip, numbers
from data.reading.judging.records import Records, read_numbers
from data.reading.meaning.interpretation import ASK, EMPTY, OK

ROWS = 50


def preview(records: Records) -> pd.DataFrame:
    """At most 50 records: `line`, every field as understood (codes, dates, numbers), every column of values.

    What is being asked stands as the file has it, with a question mark; what is refused with a cross; a NIP is masked.
    """
    n = min(ROWS, records.n)
    shown: dict[str, list] = {"line": records.lines[:n].tolist()}
    for name, field in records.fields.items():
        if all(state == EMPTY for state in field.states):
            continue
        column = []
        for row in range(n):
            code = field.codes[row]
            column.append(_cell(name, field.values[code], field.states[code], field.cells[code]))
        shown[name] = column
    file = records.file
    for place in [*file.places("raw"), *file.places("value")]:
        encoded = records.encoded(place)
        number, _, state = read_numbers(file, encoded.unique)
        codes = encoded.codes[:n]
        shown[file.header[place]] = [
            None if state[code] == 1 else numbers.shown(encoded.unique[code]) if state[code] else float(number[code])
            for code in codes
        ]
    return pd.DataFrame(shown, index=np.arange(n))


def _cell(name: str, value: object, state: str, cell: object) -> object:
    if state == OK:
        return nip.masked(value) if name in ("nip", "rater") and value else value
    if state == EMPTY:
        return None
    as_found = "•••" if name in ("nip", "rater", "name") else numbers.shown("" if cell is None else cell)
    return f"{as_found} ?" if state == ASK else f"{as_found} ✗"
