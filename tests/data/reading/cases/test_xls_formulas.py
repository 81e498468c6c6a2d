"""An XLS of which some formulas were worked out: the others are asked about; an empty text is one where it may be."""

import struct
from pathlib import Path

import pytest

AGENCY = {"Dinas A": {"add": {"code": "KES1", "name": "Dinas A", "sector": "KES"}}}
MAPPING = {"region": "3403", "period": "2025-S1", "source": "superior", "values": {"agency": AGENCY}}
FILE = Path(__file__).parents[1] / "files" / "cases" / "02-formula-no-cache" / "eight-ways.xls"
"""Komunikasi (D2 to D9) is made by E2+10, ROUND(...,1), IF(...), AVERAGE(...), VLOOKUP(...), E7&"", -(E8) and (E9);
nobody worked one out. Disiplin is 71 to 78."""
EMPTY = b"\x03" + bytes(5) + b"\xff\xff"
SURE = (2, 3, 5, 8)  # no empty text comes of arithmetic, ROUND, AVERAGE or a minus


def worked_out(results, on_opening=()):
    """The file with results in some rows of column D, as a program leaves them that works out what it can; and those
    rows that are to be worked out when the file is opened."""
    content = bytearray(FILE.read_bytes())
    for row in range(2, 10):
        at = _record(content, row)
        result = results.get(row, EMPTY)
        content[at + 6 : at + 14] = struct.pack("<d", result) if isinstance(result, int) else result
        content[at + 14] = 2 * (row in on_opening)
    return bytes(content)


def _record(content, row):
    """Where the formula of a row begins behind its head."""
    at = -1
    while True:
        at = content.index(struct.pack("<2H", row - 1, 3), at + 1)
        if content[at - 4 : at - 2] == b"\x06\x00" and content[at + 6 : at + 14] == EMPTY:
            return at


@pytest.mark.parametrize(
    ("results", "asked"),
    [
        ({}, range(2, 10)),
        (dict.fromkeys(range(3, 10), 80), [2]),
        (dict.fromkeys(range(2, 9), 80), []),  # Excel leaves an empty text for a cell that refers to one
        (dict.fromkeys((*SURE, 9), 80), []),  # and for IF, VLOOKUP and joined texts
        (dict.fromkeys((2, 3, 5), 80), [4, 6, 7, 8, 9]),  # one that is sure: whoever wrote this leaves them so
        *((dict.fromkeys(set(range(2, 10)) - {row}, 80), [row]) for row in SURE),
    ],
)
def test_what_nobody_worked_out_is_asked_beside_what_somebody_did(read, results, asked):
    upload, rows = read(worked_out(results), MAPPING, "nilai.xls")
    assert [(q.code, q.subject, q.detail["cells"]) for q in upload.questions] == (
        [("ask_uncomputed", "Komunikasi", ", ".join(f"D{row}" for row in asked))] if asked else []
    )
    if not asked:
        assert sorted(rows.loc[rows["indicator"] == "KOM", "line"]) == sorted(results)


@pytest.mark.parametrize(("on_opening", "asked"), [((), []), ((3, 6), ["D3, D6"])])
def test_a_zero_that_waits_for_the_file_to_be_opened_is_no_score(read, on_opening, asked):
    results = dict.fromkeys(range(2, 10), 80) | {3: 0, 6: 0}
    upload, rows = read(worked_out(results, on_opening), MAPPING, "nilai.xls")
    assert [question.detail["cells"] for question in upload.questions] == asked
    assert rows.empty or rows.loc[rows["indicator"] == "KOM", "raw"].tolist() == list(map(float, results.values()))
