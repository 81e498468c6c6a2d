"""The states beside the happy one: nothing published, one period only, nothing matches, suppressed."""

from pathlib import Path

import streamlit as st

from data.store.answers import PERSONS
from pages.answers.choice import Choice
from pages.answers.kept import shelf
from pages.ui.jobs.background import jobs
from pages.ui.page import address, cached, first_start
from pages.ui.page.guard import actor, may, pressed
from pages.ui.words import formats, t

UPLOAD = "pages/upload.py"
FREEZING = "answers"  # the one job that freezes them (`pages.ui.serving.freezing`)


def nothing_published(heading, name: str) -> None:
    """An empty store: what this page will show, why it is empty, and the way out."""
    with heading:
        st.title(t(f"{name}.page"), anchor=False)
    if first_start.making():
        return  # the notice over every page says how far it is, and draws the page again when there is something to see
    with st.container(key="empty_state"):
        st.info(t(f"{name}.will_show"), title=t("state.empty_title"))
    if not may("persons"):
        st.caption(t("state.empty_leader"))
        return
    with st.container(horizontal=True):
        if page_exists("upload") and st.button(t("state.upload"), key="empty_upload", type="primary"):
            st.switch_page(UPLOAD, query_params=address.as_query())
        st.button(t("state.demo"), key="demo_load", on_click=pressed("demo", _fill))


def _fill() -> None:
    first_start.start(actor())


def nothing_matches(choice: Choice, name: str, of_agency: bool = False) -> None:
    """No figure for these filters: name each filter in the way, with a button that removes it. Where no filter is in
    the way but no rated indicator has a weight, say that instead.

    of_agency: only the chosen agency has none. The words leave open whether few or none were rated: what was withheld
    is not told apart from what is not there.
    """
    under = "nothing_of_agency" if of_agency else "nothing_under" if choice.labels else "nothing"
    words = "unweighted" if _unweighted(choice) else under
    st.info(t(f"state.{words}", period=formats.period(choice.period)), title=t("state.nothing_title"))
    with st.container(horizontal=True):
        for parameter, label in choice.labels.items():
            st.button(
                t("state.drop", field=t(f"filter.{parameter}"), value=formats.plain(label)),
                key=f"drop_{name}_{parameter}",
                on_click=address.put,
                args=(parameter, None),
            )


def _unweighted(choice: Choice) -> bool:
    """Whether indicators were rated in the period, and none of them has a weight in it: there is no composite."""
    here = {"region": choice.region, "periods": [choice.period]}
    rated = set(cached.ask("sector_indicators", **here)["indicator"])
    weights = cached.ask("weights", **here)
    weighted = rated & set(weights.loc[weights["weight"] > 0, "indicator"])
    return choice.indicator is None and bool(rated) and not weighted


def one_period() -> None:
    """A single period: points, no lines, no words of change."""
    st.caption(t("state.one_period"))


def freezing(choice: Choice) -> None:
    """Answers of this release are still being worked out; nothing where they are there, or nobody is at it."""
    job = jobs().get(FREEZING)
    if job is None or not job.running or job.stage != "freeze":
        return
    role = PERSONS if may("persons") and actor().agencies is None else "leader"
    if not shelf.ready(cached.store().home, role, choice):
        st.caption(t("screen.freezing"))


def suppressed() -> None:
    """Figures that are not released because fewer than k people stand behind them."""
    st.info(t("state.suppressed"), title=t("state.suppressed_title"))


def page_exists(name: str) -> bool:
    return (Path(__file__).parents[2] / f"{name}.py").is_file()


def own_record() -> None:
    """Where people see and question their own ratings: the official system, not this one."""
    st.info(t("method.own_record"), title=t("method.own_record_title"))
