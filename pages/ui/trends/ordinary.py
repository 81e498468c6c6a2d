"""How far an agency strays from period to period without anything having happened, and how it stood a year before."""

import pandas as pd
import streamlit as st

from pages.answers.changes import since_last_year
from pages.answers.choice import Choice
from pages.answers.trends import control_limits
from pages.ui.words import formats, sentences, t


def show(choice: Choice) -> None:
    """One line each, where the history is long enough."""
    lines = [limits_words(control_limits(choice)), year_words(choice)]
    st.markdown("\n\n".join(words for words in lines if words))


def limits_words(limited: pd.DataFrame) -> str:
    """The control limits of one agency's series (`control_chart.add_limits`), and the periods that fall outside its
    ordinary pattern; nothing under five periods."""
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


def year_words(choice: Choice) -> str:
    """Like with like: the same season a year before, where it is known and no break lies between."""
    changes = since_last_year(choice)
    mine = changes[changes["agency"] == choice.agency]
    before = f"{int(choice.period[:4]) - 1}{choice.period[4:]}"
    if mine.empty or before == choice.previous:
        return ""
    return t("ordinary.year", before=formats.period(before), change=sentences.change_words(next(mine.itertuples())))
