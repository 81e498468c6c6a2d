"""What became of decisions: what was decided in earlier periods, and where those needs stand now."""

import pandas as pd
import streamlit as st

from pages.answers.choice import Choice
from pages.answers.needs import decisions
from pages.answers.needs.needs import needs
from pages.answers.needs.roster import agency_names
from pages.ui.page.names import names
from pages.ui.page.remember import remembered
from pages.ui.panel.tables import Column, show_table
from pages.ui.words import formats, t


@remembered
def diary(choice: Choice) -> pd.DataFrame:
    """`decisions.diary` with names and words; `then` and `now` are people below standard and their mean gap."""
    taken = decisions.diary(choice, needs(choice))
    return taken.assign(
        indicator_name=taken["indicator"].map(names("indicators")),
        agency_name=taken["agency"].map(agency_names(choice)).fillna(taken["agency"]),
        decided=[t(f"training_needs.did.{code}") for code in taken["decision"]],
        then=[_words(row.people_then, row.gap_then, "need_diary.unknown") for row in taken.itertuples()],
        now=[_words(row.people_now, row.gap_now, "need_diary.closed") for row in taken.itertuples()],
    )


def _words(people: float, gap: float, none: str) -> str:
    if formats.missing(people):
        return t(none)
    return t("need_diary.state", people=formats.count(people), gap=formats.number(gap))


def draw(choice: Choice) -> None:
    """The decisions of earlier periods with what became of them; nothing where none was taken."""
    table = diary(choice)
    if table.empty:
        return
    st.header(t("need_diary.title"), anchor=False)
    st.caption(t("need_diary.note"))
    columns = [
        Column("indicator_name", t("table.indicator")),
        Column("agency_name", t("table.agency")),
        Column("period", t("table.period"), "period"),
        Column("decided", t("training_needs.decision")),
        Column("reason", t("training_needs.because")),
        Column("then", t("need_diary.then")),
        Column("now", t("need_diary.now")),
    ]
    show_table(table.head(30), columns, t("need_diary.title"))
