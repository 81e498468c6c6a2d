"""Where the reader came from, over the heading of an agency's detail: "Sektor & perbandingan > Dinas X > Komunikasi".

The address says it (`dari=competency_gaps.KOM`: the page, and the indicator chosen there), so a link that is passed on
shows the same way back. No page remembers it: whoever comes by the navigation came from nowhere.
"""

from dataclasses import dataclass, field

import streamlit as st

from pages.answers.choice import Choice
from pages.ui.page import address
from pages.ui.words import t

DETAIL = "agency_trends"
ORIGINS = ("home", "sector_comparison", "citizens", "competency_gaps")


@dataclass(frozen=True)
class Step:
    """One place on the way: another page with `changes`, this page with them, or (without either) where one is."""

    label: str
    page: str | None = None
    changes: dict[str, str | None] = field(default_factory=dict)


def stand(page: str | None, choice: Choice | None = None) -> None:
    """Say on which page this run's marks stand, and under which filters; None before any page has begun."""
    st.session_state["stands"] = (page, choice) if page and choice else None


def here() -> tuple[str, Choice] | None:
    """The page whose marks are drawn, and its filters; None on a page without filters, whose marks lead nowhere."""
    return st.session_state.get("stands")


def mark(page: str, indicator: str | None = None) -> str | None:
    """What the address of a detail says about the page it was opened from, where `indicator` was chosen."""
    return (f"{page}.{indicator}" if indicator else page) if page in ORIGINS else None


def check(page: str) -> None:
    """Drop a mark that `page` has no use for; one that names no page here is said to be ignored."""
    given = address.get("dari")
    if given is None:
        return
    known = given.partition(".")[0] in ORIGINS
    if not known:
        st.session_state.setdefault("ignored", []).append(("dari", given))
    if not known or page != DETAIL:
        address.settle("dari", None)


def steps(choice: Choice) -> list[Step]:
    """From the page one came from (or the list of all agencies) to here; none where no agency is chosen."""
    if choice.agency is None:
        return []
    origin, _, indicator = (address.get("dari") or "").partition(".")
    back = {"opd": None, "indikator": indicator or None} if origin else {"opd": None}
    first = Step(t(f"{origin or DETAIL}.nav"), origin or None, back)
    if choice.indicator is None:
        return [first, Step(choice.labels["opd"])]
    return [first, Step(choice.labels["opd"], None, {"indikator": None}), Step(choice.labels["indikator"])]
