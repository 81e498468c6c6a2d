"""What stands around every page: its one heading, the demo notice, the source stamp."""

import datetime as dt
import json
from collections.abc import Callable
from contextlib import contextmanager
from typing import NoReturn

import streamlit as st

from data.batches.batches import remove_demo
from pages.answers.choice import Choice
from pages.ui.page import address, cached, filters, finder, first_start, naming, navigation, states, trail
from pages.ui.page.guard import actor, guard, may, pressed
from pages.ui.page.remember import worded
from pages.ui.words import formats, glossary, t


class Page:
    """A page begun by `begin`: `choice` is what the filters say; `title(text)` sets its one h1 above them; `share` is
    where the button stands that passes it on."""

    def __init__(self, name: str, heading, share, choice: Choice) -> None:
        self._name, self._heading = name, heading
        self.share = share
        self.choice = choice

    @property
    def name(self) -> str:
        return self._name

    @contextmanager
    def working(self):
        """Words and a running sign where the heading will stand, while the finding is worked out."""
        with self._heading, st.spinner(t("screen.working")):
            yield

    def title(self, text: str, lead: str = "") -> None:
        """The finding as heading with the way here over it, and the sentence under it. Called again, it takes the place
        of what stood there."""
        with self._heading.container():
            if self._name == trail.DETAIL:
                _way(trail.steps(self.choice))
            st.title(text, anchor=False)
            if lead:
                st.markdown(lead)


def begin(
    name: str, role: str, *wanted: str, empty: dict[str, str] | None = None, more: Callable[[], None] | None = None
) -> Page:
    """First call of a page: guard, heading, demo notice, filters. Stops with the empty state when nothing is published.

    `name` is the page's section among the words, `wanted` the filters beside region and period; `empty` and
    `more` as in `filters.bar`.
    """
    guard(role)
    search_places = _search_places()
    heading = st.empty()
    notice = st.container()
    share = st.container(key="share")
    choice = filters.bar(*wanted, empty=empty, more=more)
    with notice:
        first_start.notice()
    trail.check(name)
    if choice is None:
        states.nothing_published(heading, name)
        st.stop()
    trail.stand(name, choice)
    _search(choice, name, *search_places)
    naming.keep(choice)
    with notice:
        if choice.demo:
            demo_notice()
        filters.notices()
        states.freezing(choice)
    return Page(name, heading, share, choice)


def search(name: str) -> None:
    """The search box of a page without filters, over its heading."""
    places = _search_places()
    if (choice := filters.view()) is not None:
        _search(choice, name, *places)


def _search_places():
    return st.container(key="finder"), st.container(key="finder_answer", gap="xsmall")


def _search(choice: Choice, name: str, box, answer) -> None:
    if sought := finder.draw(choice, box, answer):
        way = {"daerah": choice.region, "periode": choice.period, "sektor": None, "indikator": choice.indicator}
        go(trail.DETAIL, opd=sought, dari=trail.mark(name, choice.indicator), **way)


def go(page: str, **changes: str | None) -> NoReturn:
    """Go to `page` with the present view and `changes`, in one step of Back. Never returns."""
    address.stay()
    for name, code in changes.items():
        address.settle(name, code)
    st.switch_page(f"pages/{page}.py", query_params=address.as_query(**changes))


def link(page: str, label: str, icon: str | None = None, **changes: str) -> None:
    """A link to another page with the present filters and `changes`; plain text where this visit cannot open it."""
    if states.page_exists(page) and may(dict(navigation.ORDER)[page]):
        st.page_link(f"pages/{page}.py", label=label, icon=icon, query_params=address.as_query(**changes))
    else:
        st.markdown(label)


def _way(steps: list[trail.Step]) -> None:
    """The way here on one line that wraps on a phone. A link to the page it stands on would leave the address as it is,
    so a step on this page is a button."""
    if not steps:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="trail"):
        for index, step in enumerate(steps[:-1]):
            words = formats.plain(step.label)
            if step.page:
                link(step.page, words, **step.changes)
            else:
                ((name, code),) = step.changes.items()
                st.button(words, key=f"trail_{index}", type="tertiary", on_click=address.put, args=(name, code))
            st.markdown("›", width="content")
        st.markdown(formats.plain(steps[-1].label), width="content")


def demo_notice() -> None:
    """Demo data says so on every page; a planner removes it with one button."""
    with st.container(horizontal=True, vertical_alignment="center", key="demo_notice"):
        st.markdown(t("demo.notice"), width="stretch")
        if may("demo-removal") and first_start.making() is None:
            st.button(
                t("demo.remove"), key="demo_remove", on_click=pressed("demo-removal", _remove_demo), type="tertiary"
            )


def _remove_demo() -> None:
    if first_start.making() is not None:  # pressed on a page drawn before another visitor began it
        return
    remove_demo(cached.store(), actor(), today())
    for name in address.FILTERS:
        address.put(name, None, undoable=False)


def figure(label: str, value: str, note: str = "") -> None:
    """One figure in a frame, what it means under it, and a sign that explains its terms and abbreviations."""
    st.metric(
        label,
        value,
        delta=note or None,
        delta_color="off",
        delta_arrow="off",
        border=True,
        help=glossary.explained(label, note),
        width=FIGURE_WIDTH,
    )


FIGURE_WIDTH = 230


def stamp(
    choice: Choice,
    n_people: float | None = None,
    weight: float | None = None,
    staff: float | None = None,
    period: str | None = None,
    n_respondents: float | None = None,
) -> str:
    """Where the figures of a chart come from: place, period, release and its uploads, who was rated and who answered,
    what waits.

    weight, staff: the shares of the weight observed and of the active staff rated (`scores.agencies`).
    """
    period = period or choice.period
    row = _releases(choice.region)[period]
    parts = [
        choice.region_name,
        formats.period(period),
        t("stamp.release", version=int(row["version"]), day=formats.day(row["made_at"].to_pydatetime().date())),
        t("stamp.batches", n=formats.count(len(json.loads(row["batches"])))),
    ]
    if people := formats.answered(n_people, n_respondents):
        parts.append(people)
    for kind, share in (("weight", weight), ("staff", staff)):
        if not formats.missing(share):
            parts.append(t(f"stamp.{kind}_coverage", share=formats.percent(share)))
    if row["blocks_held"]:
        parts.append(t("stamp.held", n=formats.count(row["blocks_held"])))
    if row["undone"]:
        parts.append(t("stamp.undone"))
    if row["demo"]:
        parts.append(t("stamp.demo"))
    return t("stamp.source") + " " + " · ".join(parts)


def of_region(choice: Choice, n_people: float | None) -> tuple[str, str]:
    """The stamp of what is made of the whole region whatever the filters say, and the words that say so; none where
    nothing narrows the page."""
    narrowed = ", ".join(formats.plain(label) for name, label in choice.labels.items() if name != "sumber")
    place = formats.plain(choice.region_name)
    return stamp(choice, n_people), t("screen.whole_region", place=place, filters=narrowed) if narrowed else ""


@worded
def _releases(region: str) -> dict[str, dict]:
    """Period -> what is published of it: its row of `published`."""
    return {row["period"]: row for row in cached.ask("published", region=region).to_dict("records")}


def today() -> dt.datetime:
    """The clock of the screen, without time zone: the one place pages take it from."""
    return dt.datetime.now().astimezone().replace(tzinfo=None)
