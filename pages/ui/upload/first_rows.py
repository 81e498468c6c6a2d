"""The first rows of a file as Cermin understood them."""

import re

import pandas as pd
import streamlit as st

from data.reading.upload import Upload
from pages.ui.panel import tables
from pages.ui.panel.tables import Column
from pages.ui.upload import intake, labels
from pages.ui.words import formats, t

_SHOWN = 8


def show(upload: Upload) -> None:
    """The first rows as they were understood, names in place of codes, what matters most first."""
    named = labels.code_names(intake.known_now(), upload.mapping)
    shown = upload.preview.head(_SHOWN)
    order = [name for name in _FIRST if name in shown] + [name for name in shown if name not in (*_FIRST, *_LAST)]
    order += [name for name in _LAST if name in shown]
    if "region" in order and shown["region"].nunique() == 1:
        order.remove("region")
    frame = pd.DataFrame({name: [_cell(name, value, named) for value in shown[name]] for name in order[:_WIDEST]})
    columns = [Column(name, t("problem.row") if name == "line" else _heading(name, order)) for name in frame]
    st.subheader(t("upload.check.first_rows", n=len(frame)), anchor=False)
    st.caption(t("upload.check.first_rows_note"))
    with st.container(key="upload_rows"):
        tables.show_table(frame, columns, t("upload.check.first_rows", n=len(frame)))


_WIDEST = 24
_FIRST = ("line", "region", "period", "agency", "nip", "position", "indicator", "source")
_LAST = ("scale_min", "scale_max", "rule_set", "unit", "name", "employee_type", "rater", "respondents", "n_raters")


def _heading(name: str, order: list[str]) -> str:
    """What a column is called; a column of values keeps the file's own heading where that would be said twice."""
    heading = labels.field(name)
    return heading if [labels.field(other) for other in order].count(heading) == 1 else f"{heading} ({name})"


def _cell(name: str, value: object, named: dict[str, dict[str, str]]) -> object:
    if value is None or formats.missing(value):
        return None
    if name == "period":
        return formats.period(str(value))
    if isinstance(value, float):
        return formats.number(value, next((digits for digits in (0, 1) if value == round(value, digits)), 2))
    return _MASK.sub("•••", named.get(name, {}).get(str(value), str(value)))


_MASK = re.compile("•{4,}")  # a NIP masked in full is wider than what it says
