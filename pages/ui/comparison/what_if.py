"""Other weights: what would be said of whom if the indicators weighed differently, and how sturdy it is."""

import pandas as pd
import streamlit as st

from analytics.comparison.what_if import DRAWS
from pages.answers.choice import Choice
from pages.answers.comparison import other_weights, position_means
from pages.answers.comparison.other_weights import USUAL
from pages.ui.page import address, screen
from pages.ui.page.names import weighted_indicators
from pages.ui.panel import tables
from pages.ui.panel.tables import Column, usual
from pages.ui.words import formats, t

MOST, STEP = 300, 25  # per cent of the stated weight


def show(choice: Choice) -> None:
    """A fold that opens by itself where the link carries weights; for the composite only."""
    carried = address.get("bobot") is not None
    with st.expander(t("what_if.title"), key="what_if", on_change="rerun", expanded=carried) as opened:
        if not opened.open:
            return
        if choice.indicator or choice.source or choice.position:
            st.markdown(t("what_if.composite_only"))
            return
        _editor(choice)


@st.fragment
def _editor(choice: Choice) -> None:
    st.caption(t("what_if.note"))
    factors = _factors(choice)
    with st.spinner(t("screen.working")):
        places = flips(choice, factors)
    if places.empty:
        st.markdown(t("what_if.none"))
        return
    st.markdown(sentence(places, factors))
    columns = [
        *usual("agency", "score"),
        Column("place_words", t("what_if.place")),
        Column("score_moved", t("what_if.score_moved"), "score"),
        Column("moved_words", t("what_if.place_moved")),
        Column("flip_words", t("what_if.flips")),
        Column("holds", t("what_if.holds"), "percent"),
    ]
    tables.show_table(places.head(FEW), columns, t("what_if.alt", n=len(places)))
    st.caption(t("what_if.rest", n=max(0, len(places) - FEW)))
    tables.download(places, columns, "what_if", screen.stamp(choice))


FEW = 12


def _factors(choice: Choice) -> dict[str, int]:
    """Indicator -> per cent of its stated weight, from number boxes; in the URL as `bobot=KOM150.TG50`."""
    known = from_text(address.get("bobot"))
    called = {
        code: name for code, name in weighted_indicators().items() if code in position_means.scored(choice).indicators
    }
    with st.container(horizontal=True, vertical_alignment="bottom", key="weights"):
        for code, name in called.items():
            st.session_state[f"weight_{code}"] = known.get(code, USUAL)
            st.number_input(
                f"{name} (%)", 0, MOST, step=STEP, key=f"weight_{code}", width=200,
                on_change=lambda: address.put("bobot", as_text(_boxes(called)) or None, undoable=False),
            )  # fmt: skip
    return {code: known.get(code, USUAL) for code in called}


def _boxes(called: dict[str, str]) -> dict[str, int]:
    return {code: int(st.session_state[f"weight_{code}"]) for code in called}


def as_text(factors: dict[str, int]) -> str:
    """Only what differs from the stated weights: `KOM150.TG50`."""
    return ".".join(f"{code}{value}" for code, value in sorted(factors.items()) if value != USUAL)


def from_text(text: str | None) -> dict[str, int]:
    """What `as_text` wrote; parts that are not of its form are ignored."""
    factors = {}
    for part in (text or "").split("."):
        code = part.rstrip("0123456789")
        digits = part[len(code) :]
        if code and digits and int(digits) <= MOST:
            factors[code] = int(digits)
    return factors


def flips(choice: Choice, factors: dict[str, int]) -> pd.DataFrame:
    """`other_weights.flips` in words."""
    places = other_weights.flips(choice, tuple(sorted(factors.items())))
    if places.empty:
        return places
    words = {code: t(f"what_if.{code}") for code in ("above", "below", "same")}
    return places.assign(
        place_words=places["place"].map(words),
        moved_words=places["place_moved"].map(words),
        flip_words=[t("what_if.yes") if flip else formats.MISSING for flip in places["flips"]],
    )


def sentence(places: pd.DataFrame, factors: dict[str, int]) -> str:
    """How many statements flip under these weights, and how many hold in nearly all random weightings."""
    sturdy = int(places["holds"].ge(0.95).sum())
    words = t("what_if.sturdy", n=sturdy, all=len(places), draws=formats.count(DRAWS))
    if all(value == USUAL for value in factors.values()):
        return words
    return t("what_if.flipped", n=int(places["flips"].sum()), all=len(places)) + " " + words
