"""The corrections that wait in what is published: which, and for how many more people."""

import pandas as pd
import streamlit as st

from pages.ui.page import cached
from pages.ui.page.names import names
from pages.ui.panel import tables
from pages.ui.panel.tables import Column
from pages.ui.words import formats, t


def show() -> None:
    """One row for each correction of a published period that waits; nothing where none does."""
    rows = cached.ask("corrections_waiting")
    if rows.empty:
        return
    st.header(t("corrections.title", n=formats.count(len(rows))), anchor=False)
    st.caption(t("corrections.note"))
    frame = pd.DataFrame([_row(row) for row in rows.itertuples()], dtype=object)
    columns = [Column(name, t(f"corrections.{name}"), "count" if name == "published" else "text") for name in frame]
    tables.show_first(frame, columns, t("corrections.table"), "corrections", cards=True)


def _row(row) -> dict[str, object]:
    needed = t(f"corrections.until_{row.until}", n=formats.count(row.needed))
    return {
        "agency": row.agency_name, "period": formats.period(row.period, short=True), "what": _what(row),
        "published": row.n_people, "until": needed,
    }  # fmt: skip


def _what(row) -> str:
    """The group of people, or the figure, whose correction waits."""
    if row.kind == "predicates":
        return t("corrections.predicates")
    if row.kind == "figure":
        called = names("indicators").get(row.indicator, row.indicator), names("sources").get(row.source, row.source)
        return t("corrections.figure", indicator=called[0], source=called[1])
    place = [part for part in (row.unit, names("positions").get(row.position)) if not formats.missing(part)]
    return t("corrections.people", group=", ".join(place)) if place else t("corrections.everybody")
