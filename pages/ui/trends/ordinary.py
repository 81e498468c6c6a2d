"""How far an agency strays from period to period without anything having happened, and how it stood a year before."""

import pandas as pd
import streamlit as st

from analytics.change.paired import year_ago
from analytics.statistics.control_chart import add_limits
from analytics.verdicts import judge
from pages.answers.choice import Choice
from pages.ui.page.remember import remembered
from pages.ui.scores import figures
from pages.ui.words import formats, sentences, t


def show(choice: Choice) -> None:
    """One line each, where the history is long enough."""
    history = figures.history(choice)
    told = [limits_words(history[history["agency"] == choice.agency]), year_words(choice)]
    st.markdown("\n\n".join(words for words in told if words))


def limits_words(series: pd.DataFrame) -> str:
    """The control limits of the last unbroken part of one agency's series, and the periods that fall outside its
    ordinary pattern; nothing under five periods."""
    limited = add_limits(series[series["segment"] == series.sort_values("seq")["segment"].iloc[-1]])
    last = limited.iloc[-1]
    if pd.isna(last["centre"]):
        return ""
    beyond, drifting = limited["rule"].eq("outside"), limited["rule"].notna() & limited["rule"].ne("outside")
    odd = [
        t(f"ordinary.{word}", periods=", ".join(map(formats.period, limited.loc[rows, "period"])))
        for word, rows in (("odd", beyond), ("drift", drifting))
        if rows.any()
    ]
    return t(
        "ordinary.limits",
        low=formats.number(last["lower"]),
        high=formats.number(last["upper"]),
        n=len(limited),
        trial=t("ordinary.trial") if last["trial"] else "",
        odd=" ".join(odd) or t("ordinary.none_odd"),
    )


@remembered
def since_last_year(choice: Choice) -> pd.DataFrame:
    """One row: one agency's judged difference between the chosen period and the same season a year before."""
    found = year_ago(figures.history(choice))
    return judge(found) if len(found) else found


def year_words(choice: Choice) -> str:
    """Like with like: the same season a year before, where it is known and no break lies between."""
    found = since_last_year(choice)
    mine = found[found["agency"] == choice.agency]
    before = f"{int(choice.period[:4]) - 1}{choice.period[4:]}"
    if mine.empty or before == choice.previous:
        return ""
    return t("ordinary.year", before=formats.period(before), change=sentences.change_words(next(mine.itertuples())))
