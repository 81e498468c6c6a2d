"""Two agencies side by side: the second is chosen beside the chart, and their difference is said with its range."""

import pandas as pd
import streamlit as st

from analytics.comparison.differences import between
from pages.answers.choice import Choice
from pages.ui.page import address, filters, screen
from pages.ui.page.names import renamed
from pages.ui.page.remember import remembered
from pages.ui.panel.show import show_later
from pages.ui.panel.tables import Column, usual
from pages.ui.scores import figures
from pages.ui.words import formats, t


def choose(choice: Choice) -> str | None:
    """The agency compared with, or None; in the URL under `banding`."""
    known = figures.agencies(choice).drop_duplicates("agency", keep="last").sort_values("agency_name")
    known = known[~known["agency"].isin(renamed(choice.region))]
    options = dict(zip(known["agency"], known["agency_name"], strict=True))
    options.pop(choice.agency, None)
    if address.get("banding") == choice.agency:  # the reader moved on to the agency compared with
        address.settle("banding", None)
    return filters.choose("banding", options, empty=t("filter.banding_all"))


@remembered
def differences(choice: Choice, other: str) -> pd.DataFrame:
    """One row: one period in which both have a score: score, score_other, difference, low, high, place."""
    return between(figures.agencies(choice), choice.agency, other).sort_values("seq", ignore_index=True)


def sentence(choice: Choice, other: str) -> str:
    """Which of the two is higher in the chosen period, or that this cannot be told."""
    found = differences(choice, other)
    here = found[found["period"] == choice.period]
    known = figures.agencies(choice).drop_duplicates("agency", keep="last").set_index("agency")["short"]
    one, two = (formats.plain(known.get(code, code)) for code in (choice.agency, other))
    if here.empty:
        return t("two.none", one=one, two=two, period=formats.period(choice.period))
    row = here.iloc[0]
    return t(
        f"two.{row['place']}", one=one, two=two, change=formats.signed(row["difference"]),
        low=formats.signed(row["low"]), high=formats.signed(row["high"]),
    )  # fmt: skip


def show(choice: Choice, other: str) -> None:
    """The sentence and the periods behind it."""
    found = differences(choice, other)
    words = {"above": t("two.word_above"), "below": t("two.word_below"), "same": t("verdict.uncertain")}
    st.markdown(sentence(choice, other))
    show_later(
        "two_agencies",
        found.assign(word=found["place"].map(words)),
        [
            *usual("period"),
            Column("score", t("two.first"), "score"),
            Column("score_other", t("two.second"), "score"),
            Column("difference", t("two.difference"), "change"),
            Column("low", t("table.low"), "change"),
            Column("high", t("table.high"), "change"),
            Column("word", t("table.verdict")),
        ],
        t("two.alt", n=len(found)),
        screen.stamp(choice),
        label=t("two.table"),
    )
