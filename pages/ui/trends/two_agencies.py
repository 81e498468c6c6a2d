"""Two agencies side by side: the second is chosen beside the chart, and their difference is said with its range."""

import streamlit as st

from pages.answers.choice import Choice
from pages.answers.comparison.comparison import differences
from pages.answers.scores import agencies
from pages.ui.page import address, filters, screen
from pages.ui.page.names import renamed
from pages.ui.panel.show import show_later
from pages.ui.panel.tables import Column, usual
from pages.ui.words import formats, t


def choose(choice: Choice) -> str | None:
    """The agency compared with, or None; in the URL under `banding`."""
    known = agencies(choice).drop_duplicates("agency", keep="last").sort_values("agency_name")
    known = known[~known["agency"].isin(renamed(choice.region))]
    options = dict(zip(known["agency"], known["agency_name"], strict=True))
    options.pop(choice.agency, None)
    if address.get("banding") == choice.agency:  # the reader moved on to the agency compared with
        address.settle("banding", None)
    return filters.choose("banding", options, empty=t("filter.banding_all"))


def sentence(choice: Choice, other: str) -> str:
    """Which of the two is higher in the chosen period, or that this cannot be told."""
    periods = differences(choice, other)
    here = periods[periods["period"] == choice.period]
    known = agencies(choice).drop_duplicates("agency", keep="last").set_index("agency")["short"]
    first, second = (formats.plain(known.get(code, code)) for code in (choice.agency, other))
    if here.empty:
        return t("two.none", one=first, two=second, period=formats.period(choice.period))
    row = here.iloc[0]
    return t(
        f"two.{row['place']}", one=first, two=second, change=formats.signed(row["difference"]),
        low=formats.signed(row["low"]), high=formats.signed(row["high"]),
    )  # fmt: skip


def show(choice: Choice, other: str) -> None:
    """The sentence and the periods behind it."""
    periods = differences(choice, other)
    words = {"above": t("two.word_above"), "below": t("two.word_below"), "same": t("verdict.uncertain")}
    st.markdown(sentence(choice, other))
    show_later(
        "two_agencies",
        periods.assign(word=periods["place"].map(words)),
        [
            *usual("period"),
            Column("score", t("two.first"), "score"),
            Column("score_other", t("two.second"), "score"),
            Column("difference", t("two.difference"), "change"),
            Column("low", t("table.low"), "change"),
            Column("high", t("table.high"), "change"),
            Column("word", t("table.verdict")),
        ],
        t("two.alt", n=len(periods)),
        screen.stamp(choice),
        label=t("two.table"),
    )
