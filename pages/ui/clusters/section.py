"""Groups that share a need, worked out while the reader waits with words, and what can be done with them."""

import time

import streamlit as st

from analytics.clusters import Clusters
from pages.answers.choice import Choice
from pages.answers.clusters import groups, people
from pages.answers.gaps.gaps import group_gaps, people_of
from pages.answers.needs.roster import agency_names
from pages.ui.charts import look
from pages.ui.clusters import charts, frames, naming
from pages.ui.page import filters, screen
from pages.ui.page.guard import may
from pages.ui.page.remember import drawn
from pages.ui.panel import tables
from pages.ui.panel.tables import Column, usual
from pages.ui.words import formats, t

SOON = 0.4  # seconds of work under which a bar of progress would only flicker


def draw(choice: Choice) -> str:
    """The section under the gaps, of the whole region whatever the filters say; where there are no clusters it says so
    and shows what was tried.

    Answers with the sentence of what the data themselves say, whatever number of clusters the reader chose to look at.
    """
    st.header(t("clusters.clusters_title"), anchor=False)
    stamp, whole = screen.of_region(choice, people_of(group_gaps(choice.whole(), choice.period)))
    if whole:
        st.caption(whole)
    verdict = st.empty()
    boxes = st.container(horizontal=True, vertical_alignment="bottom", key="cluster_choices")
    with boxes:
        of_people = may("persons") and filters.choose(
            "kelompok", {"pegawai": t("clusters.of_people")}, empty=t("clusters.of_groups")
        )
    words = _people(choice, boxes, stamp) if of_people else _groups(choice, boxes, stamp)
    verdict.markdown(words)
    return words


def _groups(choice: Choice, boxes, stamp: str) -> str:
    over_time = _worked_out(choice)
    own = over_time.get(choice.period)
    if own is None:
        return frames.lead(None)
    k = _number(own, boxes)
    found = frames.grouped(choice, k)
    shown, called, draw = found.shown, found.called, _drawn(choice, f"groups {k}")
    _own_words(own, shown, k)
    if called is not None:
        charts.profiles(shown, called, "groups", stamp, draw)
        naming.draw(choice, shown, called)
        charts.stability(shown, called, "groups", stamp, draw)
        charts.places(shown, found.placed, found.placed, frames.member_columns(), stamp, draw)
    charts.tried(shown, stamp, draw)
    aside = found.aside
    if len(aside):
        with st.expander(t("clusters.aside", n=formats.count(len(aside)))):
            tables.show_table(aside, usual("agency", "position", "note"), t("clusters.aside", n=len(aside)))
    return frames.lead(own)


def _people(choice: Choice, boxes, stamp: str) -> str:
    whole = choice.whole()
    with st.spinner(t("clusters.working_all")):
        own = people.clusters(whole, None)
    if own is None:
        return frames.lead(None)
    k = _number(own, boxes)
    shown = people.clusters(whole, k) if k else own
    _own_words(own, shown, k)
    st.caption(t("clusters.people_note", n=formats.count(len(shown.rows)), fitted=formats.count(shown.n_fitted)))
    draw = _drawn(choice, f"people {k}")
    if len(shown.clusters):
        called = frames.named(groups.described(shown, {code: code for code in shown.clusters["cluster"]}, {}))
        charts.profiles(shown, called, "people", stamp, draw)
        charts.stability(shown, called, "people", stamp, draw)
        homes = frames.homes(people.homes(whole, shown), called, agency_names(whole))
        columns = [Column("name", t("clusters.cluster")), *usual("agency", "n_people")]
        charts.places(shown, frames.points(shown, called), homes, columns, stamp, draw)
    charts.tried(shown, stamp, draw)
    if len(shown.set_aside):
        st.caption(t("clusters.people_aside", n=formats.count(len(shown.set_aside))))
    return frames.lead(own, "people")


def _drawn(choice: Choice, of: str) -> charts.Draw:
    """Charts of these clusters, drawn once."""
    return lambda name, make: drawn(f"{name} {of}", choice, look.current(), make)


def _worked_out(choice: Choice) -> dict[str, Clusters]:
    """The clusters of every period so far, with words and progress while they are worked out."""
    place, begun = st.empty(), time.monotonic()

    def tell(share: float, period: str) -> None:
        if time.monotonic() - begun > SOON:
            place.progress(share, text=t("clusters.working", period=formats.period(period)))

    with st.spinner(t("clusters.working_all")):
        over_time = groups.over_time(choice, tell=tell)
    place.empty()
    return over_time


def _number(own: Clusters, boxes) -> int | None:
    """The number of clusters the reader asks for, of those that may be shown."""
    possible = frames.possible_numbers(own)
    if not possible:
        return None
    with boxes:
        k = filters.choose("k", possible, empty=t("clusters.k_of_data"))
    filters.notices()
    return int(k) if k else None


def _own_words(own: Clusters, shown: Clusters, k: int | None) -> None:
    if k:
        st.info(frames.hand_words(own, shown), title=t("clusters.hand_title", n=k))
