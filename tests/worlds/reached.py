"""What pages send a leader, read as figures: each row of the files they hand out, each number of what is drawn."""

import csv
import io
import json
import re
from collections.abc import Iterator

from streamlit.testing.v1.element_tree import Block

SCORES = ("urutan-perangkat-daerah", "perangkat-daerah-dan-indikator", "tren-sektor", "tren-perangkat-daerah",
          "sumber-penilai", "indikator-perangkat-daerah")  # fmt: skip
"""Files whose `Nilai` is a mean that the leaders' commands say as well."""
SAME = "orang-yang-sama"
CHOSEN = ("Perangkat daerah", "Sektor", "Periode", "Kelompok jabatan", "Indikator", "Sumber penilai")
LOOK = {"colorscale", "opacity", "width"}
"""What says how a mark looks, not what it is of."""


def rows(files: dict[str, bytes]) -> Iterator[tuple[str, dict[str, str]]]:
    """(what a file is of, one row of it) of every table that was handed out."""
    for name, content in files.items():
        if name.split(".csv")[0] != name:
            kind = name.split("_")[1]
            lines = csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
            yield from ((kind, line) for line in lines)


def figures(files: dict[str, bytes], codes: dict[str, str]) -> Iterator[tuple[str, tuple, float]]:
    """("score" or "same", (period, level, code, position, indicator, source), value) of the rows that are means;
    codes: what a reader reads -> its code."""
    for kind, row in rows(files):
        value = row.get("Nilai", "")
        if (kind in SCORES or kind == SAME) and re.fullmatch(r"\d+,\d", value):
            pick = {name: row.get(name) or row.get(f"Dipilih: {name}") or "" for name in CHOSEN}
            level = "agency" if pick["Perangkat daerah"] else "sector" if pick["Sektor"] else "region"
            name = pick["Perangkat daerah"] or pick["Sektor"]
            key = (
                codes[pick["Periode"]], level, codes.get(name, ""), codes.get(pick["Kelompok jabatan"], ""),
                codes.get(pick["Indikator"], "*"), codes.get(pick["Sumber penilai"], ""),
            )  # fmt: skip
            yield "same" if kind == SAME else "score", key, float(value.replace(",", "."))


def numbers(session) -> Iterator[tuple[str, float]]:
    """(kind of element, number) for every number of a chart or a table as it is sent, seen or not."""
    for area in (session.main, session.sidebar):
        yield from _below(area)


def _below(block) -> Iterator[tuple[str, float]]:
    for element in block.children.values():
        if isinstance(element, Block):
            yield from _below(element)
        elif element.type == "plotly_chart":
            spec = json.loads(element.proto.spec)
            yield from (("chart", number) for number in _within(spec["data"]))
        elif element.type in ("table", "dataframe", "arrow_data_frame"):
            for column in element.value.select_dtypes("number"):
                yield from (("table", float(number)) for number in element.value[column].dropna())


def _within(value: object) -> Iterator[float]:
    if isinstance(value, dict):
        for name, inner in value.items():
            assert name != "bdata", "numbers in binary, which nothing here reads"
            if name not in LOOK:
                yield from _within(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _within(inner)
    elif isinstance(value, float):
        yield value


def finer(number: float, digits: int = 1) -> bool:
    """Whether a number carries more than its digits."""
    return abs(number - round(number, digits)) > 1e-9
