"""What each kind of rater says over time: superior, peers, subordinates, citizens, self."""

import pandas as pd
import streamlit as st

from pages.ui import cached, charts, look, numbers, shell
from pages.ui.filters import Choice
from pages.ui.names import names
from pages.ui.remember import remembered
from pages.ui.show import show_chart
from pages.ui.tables import usual
from pages.ui.words import language, t


@remembered
def lines(choice: Choice) -> pd.DataFrame:
    """One row: one source's score of the chosen agency in one period; no row where it saw under 60 % of the weight."""
    called = names("sources")
    found = cached.ask(
        "source_scores", region=choice.region, periods=list(choice.periods), agencies=[choice.agency],
        indicator=choice.indicator,
    )  # fmt: skip
    found = found[found["source"].isin(called)]
    order = {code: at for at, code in enumerate(called)}
    label = found["source"].map(called)
    found = found.assign(series=found["source"], label=label, source_name=label, focus=True)
    return found.sort_values(["source", "seq"], key=lambda one: one.map(order) if one.name == "source" else one)


def show(choice: Choice, name: str) -> None:
    """The sources as lines; in words where there is none."""
    found = lines(choice)
    if choice.position or found.empty:
        st.caption(t("sources.none"))
        return
    show_chart(
        "sources",
        t("sources.title", name=numbers.plain(name)),
        lambda: charts.trend(found, look.current(), language(), height=320),
        t("sources.alt", name=name, n=found["source"].nunique()),
        found,
        usual("source", "period", "score", "n_people", "coverage"),
        shell.stamp(choice),
        choice=choice,
        note=t("sources.note") if choice.indicator is None else "",
    )
