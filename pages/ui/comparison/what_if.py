"""Other weights: what would be said of whom if the indicators weighed differently, and how sturdy it is."""

import numpy as np
import pandas as pd
import streamlit as st

from analytics.comparison import what_if
from pages.answers.choice import Choice
from pages.ui.comparison import frames, position_means
from pages.ui.page import address, screen
from pages.ui.page.names import weighted_indicators
from pages.ui.page.remember import remembered
from pages.ui.panel import tables
from pages.ui.panel.tables import Column, usual
from pages.ui.words import formats, t

SEED = 20_260_101  # the same weightings for every reader
USUAL, MOST, STEP = 100, 300, 25  # per cent of the stated weight


def show(choice: Choice) -> None:
    """A fold that opens by itself where the link carries weights; for the composite only."""
    carried = address.get("bobot") is not None
    with st.expander(t("what_if.title"), key="what_if", on_change="rerun", expanded=carried) as opened:
        if not opened.open:
            return
        if choice.indicator or choice.source or choice.position:
            st.markdown(t("what_if.composite_only"))
            return
        _desk(choice)


@st.fragment
def _desk(choice: Choice) -> None:
    st.caption(t("what_if.note"))
    factors = _factors(choice)
    with st.spinner(t("screen.working")):
        found = flips(choice, as_text(factors))
    if found.empty:
        st.markdown(t("what_if.none"))
        return
    st.markdown(sentence(found, factors))
    columns = [
        *usual("agency", "score"),
        Column("place_words", t("what_if.place")),
        Column("score_moved", t("what_if.score_moved"), "score"),
        Column("moved_words", t("what_if.place_moved")),
        Column("flip_words", t("what_if.flips")),
        Column("holds", t("what_if.holds"), "percent"),
    ]
    tables.show_table(found.head(FEW), columns, t("what_if.alt", n=len(found)))
    st.caption(t("what_if.rest", n=max(0, len(found) - FEW)))
    tables.download(found, columns, "what_if", screen.stamp(choice))


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
    found = {}
    for part in (text or "").split("."):
        code = part.rstrip("0123456789")
        digits = part[len(code) :]
        if code and digits and int(digits) <= MOST:
            found[code] = int(digits)
    return found


@remembered
def flips(choice: Choice, factors: str) -> pd.DataFrame:
    """One row: one agency: place now and with the weights times `factors` (text), flips, holds; flips come first."""
    known = position_means.scored(choice)
    shown = frames.everybody(choice)[["agency", "agency_name", "score", "se", "n_people"]]
    known_here = set(known.agencies) & set(shown["agency"])
    if not known_here:
        return pd.DataFrame()
    stated = what_if.weight_table(known, position_means.weights(choice))
    wanted = from_text(factors)
    moved = stated * np.array([wanted.get(code, USUAL) / USUAL for code in known.indicators])
    total = moved.sum(axis=1, keepdims=True)
    moved = np.where(total > 0, moved / np.where(total > 0, total, 1), stated)
    found = what_if.what_if(known, stated, moved, shown, np.random.default_rng(SEED))
    known_here &= set(frames.compared(choice)["agency"])  # judged against the region, listed for the sector
    found = found[found["agency"].isin(known_here)].merge(shown[["agency", "agency_name"]], on="agency")
    words = {code: t(f"what_if.{code}") for code in ("above", "below", "same")}
    found = found.assign(
        place_words=found["place"].map(words),
        moved_words=found["place_moved"].map(words),
        flip_words=[t("what_if.yes") if flip else formats.MISSING for flip in found["flips"]],
    )
    return found.sort_values(["flips", "holds", "agency_name"], ascending=[False, True, True], ignore_index=True)


def sentence(found: pd.DataFrame, factors: dict[str, int]) -> str:
    """How many statements flip under these weights, and how many hold in nearly all random weightings."""
    sturdy = int(found["holds"].ge(0.95).sum())
    words = t("what_if.sturdy", n=sturdy, all=len(found), draws=formats.count(what_if.DRAWS))
    if all(value == USUAL for value in factors.values()):
        return words
    return t("what_if.flipped", n=int(found["flips"].sum()), all=len(found)) + " " + words
