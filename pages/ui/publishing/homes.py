"""People whom two agencies rated: who they are by agencies, and the question which is home where nothing else says."""

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from data.batches.comparing import RatedTwice
from data.batches.decisions import settle_home
from pages.ui.page import cached, guard, notices, screen
from pages.ui.page.names import names
from pages.ui.panel import tables
from pages.ui.panel.tables import Column
from pages.ui.words import formats, t


def of_file(rated_twice: tuple[RatedTwice, ...], own_names: dict[str, str]) -> None:
    """Before a file is saved: how many of its people another agency rated too, and between which agencies. own_names:
    of the agencies, those that the file adds among them."""
    if not rated_twice:
        return
    people, undecided = sum(one.people for one in rated_twice), sum(one.undecided for one in rated_twice)
    said = t("homes.found", n=formats.count(people))
    if undecided:
        said += " " + t("homes.undecided", n=formats.count(undecided))
    st.info(said, title=t("homes.title"))
    rows = pd.DataFrame(
        [
            (_named(one.agencies, own_names), formats.period(one.period), one.people, one.undecided)
            for one in rated_twice
        ],
        columns=["agencies", "period", "people", "without_home"],
    )
    columns = [
        Column(name, t(f"homes.{name}"), "count" if name in ("people", "without_home") else "text") for name in rows
    ]
    tables.show_table(rows, columns, t("homes.title"))


def open_questions() -> pd.DataFrame:
    """Which agency is home to people whom several rated alike: one row for each set of agencies and period."""
    rows = cached.ask("two_agencies")
    return rows[rows["home"].isna()]


def ask(rows: pd.DataFrame) -> None:
    """These questions, each with its own button."""
    for row in rows.itertuples():
        tied = row.tied.split("|")
        shown = names("agencies")
        key = f"{row.region}_{row.period}_{row.tied}"
        question = t("homes.question", n=formats.count(row.n_people), agencies=_named(tied, shown),
                     period=formats.period(row.period))  # fmt: skip
        st.markdown(question)
        with st.container(horizontal=True, key=f"homes_{key}"):
            home = st.selectbox(
                question, tied, index=None, format_func=lambda code, shown=shown: shown.get(code, code),
                key=f"home_{key}", placeholder=t("homes.choose"), width="stretch", label_visibility="collapsed",
            )  # fmt: skip
            if st.button(t("homes.settle"), key=f"settle_{key}", disabled=home is None):
                settle_home(cached.store(), row.region, row.period, tied, home, guard.actor(), screen.today())
                notices.keep(t("homes.settled", agency=formats.plain(shown.get(home, home))))
                st.rerun()


def _named(codes: Iterable[str], shown: dict[str, str]) -> str:
    return " + ".join(formats.plain(shown.get(code, code)) for code in codes)
