"""Which programme works on which indicator, how strongly, by whose word: shown, and edited as reference rows."""

import pandas as pd
import streamlit as st

from data.batches import batches
from data.catalog import catalog
from data.terms.problems import words
from pages.ui.page import cached, guard, screen
from pages.ui.page.names import names, rows
from pages.ui.panel.tables import Column, show_table
from pages.ui.words import formats, language, t

STRENGTHS = (1.0, 0.6, 0.3, 0.0)  # 0 takes the link away


def draw() -> None:
    """The map as a table, and under it the form for one link; both when opened."""
    with st.expander(t("need_map.title"), key="need_map", on_change="rerun") as opened:
        if opened.open:
            st.caption(t("need_map.note"))
            if guard.may("reference"):
                _form()
            show_table(_table(), _columns(), t("need_map.title"))


def _table() -> pd.DataFrame:
    links = rows("programme_links")
    return links.assign(
        programme_name=links["programme"].map(names("programmes")),
        indicator_name=links["indicator"].map(names("indicators")),
        strength=pd.to_numeric(links["strength"]),
        since=[pd.Timestamp(day).date() if day else None for day in links["since"]],
    ).sort_values(["programme_name", "strength"], ascending=[True, False], ignore_index=True)


def _columns() -> list[Column]:
    return [
        Column("programme_name", t("training_needs.programme")), Column("indicator_name", t("table.indicator")),
        Column("strength", t("need_map.strength"), "score"), Column("evidence", t("need_map.evidence")),
        Column("author", t("need_map.author")), Column("since", t("need_map.since"), "day"),
    ]  # fmt: skip


def _form() -> None:
    programmes, indicators = names("programmes"), names("indicators")
    with st.form("need_map_form", border=True):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            programme = st.selectbox(
                t("training_needs.programme"),
                list(programmes),
                format_func=programmes.get,
                key="map_programme",
                width=330,
            )
            indicator = st.selectbox(
                t("table.indicator"), list(indicators), format_func=indicators.get, key="map_indicator", width=330
            )
            strength = st.selectbox(
                t("need_map.strength"), STRENGTHS, key="map_strength", width=220,
                format_func=lambda value: t(f"need_map.strength_{int(value * 10)}"),
            )  # fmt: skip
        with st.container(horizontal=True, vertical_alignment="bottom"):
            evidence = st.text_input(t("need_map.evidence"), key="map_evidence", max_chars=200, width=440)
            author = st.text_input(t("need_map.author"), key="map_author", max_chars=80, width=220)
        sent = st.form_submit_button(t("need_map.save"))
    if sent:
        _save(programme, indicator, strength, evidence.strip(), author.strip())


def _save(programme: str, indicator: str, strength: float, evidence: str, author: str) -> None:
    """One link as a batch of reference rows: undone like any other on the upload page."""
    if not evidence or not author:
        st.warning(t("need_map.incomplete"))
        return
    now = screen.today()
    row = {"programme": programme, "indicator": indicator, "strength": strength or STRENGTHS[-2], "evidence": evidence,
           "author": author, "since": now.date().isoformat(), "retired": strength == 0}  # fmt: skip
    store = cached.store()
    problems = catalog.validate_rows("programme_links", [row], _current(store))
    if problems:
        for problem in problems:
            sentence = words(problem, language())
            st.warning(formats.plain(f"{sentence['what']} {sentence['expected']}"))
        return
    tables = {"programme_links": pd.DataFrame([row])}
    batches.accept_reference(store, tables, t("need_map.batch"), guard.actor(), now, reason=evidence)
    st.rerun()


def _current(store) -> dict[str, pd.DataFrame]:
    """Every reference table as it stands."""
    return {
        name: catalog.table_rows(name, store.query(guard.actor(), "reference_rows", table=name))
        for name in catalog.TABLES
    }
