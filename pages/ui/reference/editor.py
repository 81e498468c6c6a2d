"""Reference tables edited in the browser: weights, standards, agencies, programmes and all the others, as a table."""

import json

import pandas as pd
import streamlit as st

from data.batches import batches
from data.catalog import catalog, editing
from data.catalog.declaration import TABLES, Column, Table
from data.catalog.editing import Change, Edit
from data.export import tables as export
from data.terms.problems import Refused
from pages.ui.page import cached, downloads, guard, notices, screen
from pages.ui.panel import problems, tables
from pages.ui.reference import columns as reference_columns
from pages.ui.reference import weights
from pages.ui.words import formats, t

_LISTED = 30
_OFTEN = ("weights", "standards", "agencies", "successions", "programmes", "programme_links", "indicators", "aliases",
          "breaks", "events", "sources")  # fmt: skip


def show() -> None:
    """Choose a table, edit it, see what would change and what is wrong, save it as one batch."""
    st.markdown(t("reference.lead"))
    name = st.selectbox(
        t("reference.which"),
        list(dict.fromkeys((*_OFTEN, *TABLES))),
        key="reference_table",
        format_func=lambda table: t(f"reference.table.{table}"),
        width=420,
    )
    st.caption(t(f"reference.about.{name}") + " " + t("reference.when"))
    opened = _opened(name)
    as_list = name != "weights" or st.toggle(t("reference.as_list"), key="reference_as_list")
    after = _editor(TABLES[name], opened) if as_list else weights.editor(opened)
    edit = editing.edited(name, opened["before"], after, opened["current"])
    if not edit.changes and not edit.problems:
        st.caption(t("reference.unchanged"))
        _download(name, opened["before"])
        return
    if edit.problems:
        problems.causes([reference_columns.spoken(problem) for problem in edit.problems])
    if edit.changes:
        _preview(TABLES[name], edit.changes)
    _save(name, opened, edit)


def _opened(name: str) -> dict:
    """The table as it was when editing began; it stays so until it is saved or let go."""
    opened = st.session_state.get("reference_opened")
    if opened is None or opened["table"] != name:
        current = catalog.current_tables(cached.store(), guard.actor())
        shown = cached.ask("reference_origin", table=name)
        origin = shown["batch_id"].map(lambda batch: t("reference.shipped" if batch == 0 else "reference.own"))
        before = pd.DataFrame([json.loads(text) for text in shown["row_json"]], columns=TABLES[name].header)
        opened = {
            "table": name, "before": reference_columns.typed(TABLES[name], before), "origin": list(origin),
            "current": current, "number": st.session_state.get("reference_number", 0) + 1,
        }  # fmt: skip
        st.session_state["reference_opened"], st.session_state["reference_number"] = opened, opened["number"]
    return opened


def _let_go() -> None:
    st.session_state.pop("reference_opened", None)


def _editor(table: Table, opened: dict) -> pd.DataFrame:
    """The table as the planner leaves it; a new row has no origin yet."""
    shown = opened["before"].copy()
    shown.index = pd.RangeIndex(1, len(shown) + 1)
    shown["origin"] = opened["origin"]
    after = st.data_editor(
        shown, num_rows="dynamic", hide_index=False, disabled=["origin"], height=420, row_height=36,
        key=f"reference_{table.name}_{opened['number']}", column_config=reference_columns.of(table, opened["current"]),
        alt=t("reference.alt", table=t(f"reference.table.{table.name}")),
    )  # fmt: skip
    st.caption(t("reference.how"))
    return after[table.header]


def _preview(table: Table, changes: list[Change]) -> None:
    """What would be another row than before: its key, and every cell old and new."""
    rows = [(t(f"reference.change.{_kind(change)}"), change.key, _cells(table, change)) for change in changes]
    frame = pd.DataFrame(rows[:_LISTED], columns=["what", "key", "cells"])
    st.subheader(t("reference.changes", n=formats.count(len(changes))), anchor=False)
    columns = [tables.Column(name, t(f"reference.{name}")) for name in frame.columns]
    tables.show_table(frame, columns, t("reference.changes", n=len(changes)))
    if len(changes) > _LISTED:
        st.caption(t("reference.more", n=formats.count(len(changes) - _LISTED)))


def _kind(change: Change) -> str:
    return "added" if change.before is None else "retired" if change.after is None else "changed"


def _cells(table: Table, change: Change) -> str:
    marks = []
    for column in table.columns:
        old, new = ((row or {}).get(column.name) for row in (change.before, change.after))
        if _kind(change) == "changed" and old != new:
            marks.append(f"{reference_columns.heading(column)}: {_cell(column, old)} → {_cell(column, new)}")
        elif _kind(change) == "added" and column.name not in table.key and new not in (None, ""):
            marks.append(f"{reference_columns.heading(column)}: {_cell(column, new)}")
    return "; ".join(marks)


def _cell(column: Column, value: object) -> str:
    if value is None or value == "":
        return formats.MISSING
    if isinstance(value, bool):
        return t("reference.yes" if value else "reference.no")
    if isinstance(value, float):
        digits = next((digits for digits in (0, 1, 2) if round(value, digits) == value), 4)
        return formats.number(value, digits)
    return str(value)


def _save(name: str, opened: dict, edit: Edit) -> None:
    """The reason, and the two ways on."""
    reason = ""
    if not edit.problems:
        reason = st.text_input(t("reference.reason"), max_chars=300, key=f"reference_reason_{opened['number']}").strip()
    with st.container(horizontal=True):
        label = t("reference.save", n=formats.count(len(edit.changes)))
        saving = not edit.problems and st.button(label, key="reference_save", type="primary")
        if st.button(t("reference.cancel"), key="reference_cancel"):
            _let_go()
            st.rerun()
    if not saving:
        return
    if not reason:
        st.error(t("reference.reason_missing"))
        return
    file_name = t("reference.file", "id", table=t(f"reference.table.{name}", "id"))
    try:
        batch = batches.accept_reference(
            cached.store(), {name: edit.rows}, file_name, guard.actor(), screen.today(), reason,
            shown={name: opened["current"][name]},
        )  # fmt: skip
    except Refused as refused:
        problems.causes([reference_columns.spoken(problem) for problem in refused.problems])
        return
    _let_go()
    notices.keep(t("reference.saved", n=formats.count(len(edit.changes)), batch=batch))
    st.rerun()


def _download(name: str, frame: pd.DataFrame) -> None:
    """The table as a file, to be changed in a spreadsheet and uploaded again."""
    downloads.button(
        t("reference.download"), lambda: export.to_csv(frame), file_name=f"{name}.csv", mime="text/csv",
        key="reference_download", help=t("reference.download_help"),
    )  # fmt: skip
