"""What became of decisions: what was decided in earlier periods, and where those needs stand now."""

import json

import pandas as pd
import streamlit as st

from data.batches.decisions import need_subject
from pages.answers.choice import Choice
from pages.ui.needs import frames
from pages.ui.page import cached
from pages.ui.page.names import names
from pages.ui.panel.tables import Column, show_table
from pages.ui.words import formats, t


def standing(needs: pd.DataFrame) -> dict[str, str]:
    """Subject -> where the need stands now, as it is kept with a decision: people below and their mean gap."""
    return {
        need_subject(row.indicator, row.agency): json.dumps(
            {"people": int(row.people), "gap": round(float(row.mean_gap), 4)}
        )
        for row in needs.itertuples()
    }


def diary(choice: Choice) -> pd.DataFrame:
    """One row: a decision of this region about a need in a period before the chosen one, newest first; `then` and `now`
    are people below standard and their mean gap, as words."""
    found = cached.ask("decisions", region=choice.region)
    earlier = set(choice.earlier)
    found = found.loc[found["period"].isin(earlier) & found["subject"].str.startswith("need:")].reset_index(drop=True)
    parts = found["subject"].str.split(":", expand=True).reindex(columns=range(3))
    called = frames.agency_names(choice)
    now = standing(frames.needs(choice))
    return found.assign(
        indicator_name=parts[1].map(names("indicators")),
        agency_name=parts[2].map(called).fillna(parts[2]),
        decided=[t(f"training_needs.did.{code}") for code in found["decision"]],
        then=[_words(detail) for detail in found["detail"]],
        now=[_words(now.get(subject, "{}"), gone="need_diary.closed") for subject in found["subject"]],
    )


def _words(detail: str, gone: str = "need_diary.unknown") -> str:
    kept = json.loads(detail or "{}")
    if "people" not in kept:
        return t(gone)
    return t("need_diary.state", people=formats.count(kept["people"]), gap=formats.number(kept["gap"]))


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
