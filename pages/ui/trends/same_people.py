"""The same people only: for each pair of periods in a row, the mean of those rated in both, then and now."""

import pandas as pd
import streamlit as st

from pages.answers.choice import Choice
from pages.ui import charts
from pages.ui.charts import look
from pages.ui.page import cached, screen
from pages.ui.page.remember import remembered
from pages.ui.panel.show import show_chart
from pages.ui.panel.tables import usual
from pages.ui.scores import figures
from pages.ui.trends import frames
from pages.ui.words import formats, language, t


@remembered
def pairs(choice: Choice) -> pd.DataFrame:
    """Two rows per pair of periods: the mean of the same people before and now; joined is True within a pair.

    Empty where nobody can be paired: a position filter, few people, or releases out of order.
    """
    basis = {"indicator": choice.indicator or "*", "source": choice.source or "all"}
    sums = cached.ask(
        "pair_sums", region=choice.region, periods=list(choice.periods), agencies=[choice.agency], **basis
    )
    sums = sums.iloc[:0] if choice.position else sums[sums["part"] == "stay"]
    sums = sums[sums["period_before"].isin(choice.periods)]
    people = sums["n_people"].astype(float) * sums["weight_shared"]
    then = sums.assign(period=sums["period_before"], seq=sums["seq"] - 1, score=sums["total_before"] / people)
    now = sums.assign(score=sums["total_now"] / people)
    both = pd.concat([then.assign(joined=False), now.assign(joined=True)])
    short = figures.agencies(choice).drop_duplicates("agency", keep="last").set_index("agency")["short"]
    both = both.assign(
        series=both["agency"], label=short.get(choice.agency, choice.agency), focus=True, pair=both["seq"]
    )
    both["pair"] = both["pair"].where(both["joined"], both["pair"] + 1)
    return both.sort_values(["pair", "seq"], ignore_index=True)


def show(choice: Choice, name: str) -> None:
    """The pairs as short lines beside the region, or in words why there are none."""
    found = pairs(choice)
    if found.empty:
        st.info(t("same_people.none"))
        return
    lines = pd.concat([found, frames.region_line(choice).assign(focus=False)], ignore_index=True)
    table = found.assign(pair=[formats.period(period) for period in found["period"]])
    show_chart(
        "same_people",
        t("same_people.title", name=formats.plain(name)),
        lambda: charts.trend(lines, look.current(), language()),
        t("same_people.alt", name=name, n=found["pair"].nunique()),
        table,
        usual("period", "score", "n_people"),
        screen.stamp(choice, found["n_people"].iloc[-1], period=found["period"].iloc[-1]),
        choice=choice,
        note=t("same_people.note"),
    )
