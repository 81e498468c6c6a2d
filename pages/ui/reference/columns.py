"""Columns of reference tables on screen: what they are called, and which cell an editor offers."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import streamlit as st

from data.catalog.declaration import TABLES, Column, Table
from data.terms.problems import Problem
from pages.ui.words import language, strings, t

_IN_SIGHT = ("price_min", "price_max")
_MOST_OPTIONS = 200  # of one cell; beyond, a code is written


def heading(column: Column) -> str:
    return t(f"reference.column.{column.name}")


def spoken(problem: Problem) -> Problem:
    """The problem with its column as the screen calls it."""
    key = f"reference.column.{problem.column}"
    return replace(problem, column=t(key)) if key in strings() else problem


def typed(table: Table, frame: pd.DataFrame) -> pd.DataFrame:
    """The rows with the types an editor needs: numbers and truth values as such, all else text."""
    kinds = {"number": "Float64", "integer": "Int64", "boolean": "boolean"}
    return frame.astype({column.name: kinds.get(column.type, "object") for column in table.columns})


def of(table: Table, current: Mapping[str, pd.DataFrame]) -> dict:
    """Column -> what an editor shows for it."""
    configured = {column.name: _config(column, current) for column in table.columns}
    for name in (*table.key, *_IN_SIGHT):  # stay where the others pass under them
        if name in configured:
            configured[name]["pinned"] = True
    configured["_index"] = st.column_config.NumberColumn(t("problem.row"), disabled=True)
    return configured | {"origin": st.column_config.TextColumn(t("reference.origin"), disabled=True)}


def _config(column: Column, current: Mapping[str, pd.DataFrame]):
    called, needed = heading(column), column.required
    if column.type in ("number", "integer"):
        return st.column_config.NumberColumn(
            called, required=needed, min_value=column.low, max_value=column.high,
            step=1 if column.type == "integer" and not column.allowed else None,
        )  # fmt: skip
    if column.type == "boolean":
        return st.column_config.CheckboxColumn(called, required=needed, default=False)
    options = _options(column, current)
    if options:
        return st.column_config.SelectboxColumn(
            called,
            required=needed,
            options=list(options),
            width=220 if column.ref else None,
            format_func=lambda code: options.get(code, code),
        )
    shape = {"period": "2025-S1", "date": "2025-01-31", "list": "A|B"}.get(column.type)
    return st.column_config.TextColumn(
        called, required=needed, help=t("reference.shape", shape=shape) if shape else None
    )


def _options(column: Column, current: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """Code -> what it is called, for a cell that must be one of a few."""
    if column.allowed:
        return {code: code for code in column.allowed}
    if column.ref is None or column.type == "list":
        return {}
    rows, header = current[column.ref], TABLES[column.ref].header
    name = f"name_{language()}" if f"name_{language()}" in header else "name"
    labels = dict(zip(rows["code"], rows["code"] + " · " + rows[name], strict=True))
    return labels if len(labels) <= _MOST_OPTIONS else {}
