"""The same people only: for each pair of periods in a row, the mean of those rated in both, then and now."""

import pandas as pd
import streamlit as st

from pages.answers.changes import stayers
from pages.answers.choice import Choice
from pages.answers.scores import agencies
from pages.ui import charts
from pages.ui.charts import look
from pages.ui.page import screen
from pages.ui.panel.show import show_chart
from pages.ui.panel.tables import usual
from pages.ui.trends import frames
from pages.ui.words import formats, language, t


def pairs(choice: Choice) -> pd.DataFrame:
    """`changes.stayers` as lines in focus."""
    short = agencies(choice).drop_duplicates("agency", keep="last").set_index("agency")["short"]
    return stayers(choice).assign(series=choice.agency, label=short.get(choice.agency, choice.agency), focus=True)


def show(choice: Choice, name: str) -> None:
    """The pairs as short lines beside the region, or in words why there are none."""
    means = pairs(choice)
    if means.empty:
        st.info(t("same_people.none"))
        return
    lines = pd.concat([means, frames.region_line(choice).assign(focus=False)], ignore_index=True)
    table = means.assign(pair=[formats.period(period) for period in means["period"]])
    show_chart(
        "same_people",
        t("same_people.title", name=formats.plain(name)),
        lambda: charts.trend(lines, look.current(), language()),
        t("same_people.alt", name=name, n=means["pair"].nunique()),
        table,
        usual("period", "score", "n_people"),
        screen.stamp(choice, means["n_people"].iloc[-1], period=means["period"].iloc[-1]),
        choice=choice,
        note=t("same_people.note"),
    )
