"""Groups that share a need, worked out while the reader waits with words, and what can be done with them."""

import time

import streamlit as st

from analytics.clusters import Clusters
from pages.ui import (
    cluster_charts,
    cluster_desk,
    cluster_frames,
    cluster_names,
    cluster_people,
    cluster_runs,
    filters,
    numbers,
    tables,
)
from pages.ui.filters import Choice
from pages.ui.gap_frames import group_gaps
from pages.ui.guard import may
from pages.ui.tables import Column, usual
from pages.ui.words import t

SOON = 0.4  # seconds of work under which a bar of progress would only flicker


def draw(choice: Choice, stamp: str) -> str:
    """The section under the gaps; where there are no clusters it says so and shows what was tried.

    Answers with the sentence of what the data themselves say, whatever number of clusters the reader chose to look at.
    """
    st.header(t("competency_gaps.clusters_title"), anchor=False)
    verdict = st.empty()
    boxes = st.container(horizontal=True, vertical_alignment="bottom", key="cluster_choices")
    with boxes:
        people = may("planner") and filters.choose(
            "kelompok", {"pegawai": t("competency_gaps.of_people")}, empty=t("competency_gaps.of_groups")
        )
    words = _people(choice, boxes, stamp) if people else _groups(choice, boxes, stamp)
    verdict.markdown(words)
    return words


def _groups(choice: Choice, boxes, stamp: str) -> str:
    over_time = _worked_out(choice)
    own = over_time.get(choice.period)
    if own is None:
        return cluster_frames.lead(None)
    k = _number(own, boxes)
    shown = cluster_runs.by_hand(choice, k) if k else own
    _own_words(own, shown, k)
    groups = group_gaps(cluster_runs.whole(choice), choice.period)
    if len(shown.clusters):
        over_time = {**over_time, choice.period: shown}
        same = cluster_runs.identities(over_time)
        given = cluster_names.given(choice, over_time, same)
        called = cluster_frames.named(shown, same[choice.period], given)
        cluster_charts.profiles(shown, called, "groups", stamp)
        cluster_desk.draw(choice, shown, called)
        cluster_charts.stability(shown, called, "groups", stamp)
        members = cluster_frames.members(shown, called, groups)
        cluster_charts.places(shown, members, members, cluster_frames.member_columns(), stamp)
    cluster_charts.tried(shown, stamp)
    aside = cluster_frames.left_out(shown, groups)
    if len(aside):
        with st.expander(t("competency_gaps.aside", n=numbers.count(len(aside)))):
            tables.show_table(aside, usual("agency", "position", "note"), t("competency_gaps.aside", n=len(aside)))
    return cluster_frames.lead(own)


def _people(choice: Choice, boxes, stamp: str) -> str:
    whole = cluster_runs.whole(choice)
    with st.spinner(t("competency_gaps.working_all")):
        own = cluster_people.clusters(whole, None)
    if own is None:
        return cluster_frames.lead(None)
    k = _number(own, boxes)
    shown = cluster_people.clusters(whole, k) if k else own
    _own_words(own, shown, k)
    st.caption(t("competency_gaps.people_note", n=numbers.count(len(shown.rows)), fitted=numbers.count(shown.n_fitted)))
    if len(shown.clusters):
        called = cluster_frames.named(shown, {code: code for code in shown.clusters["cluster"]}, {})
        cluster_charts.profiles(shown, called, "people", stamp)
        cluster_charts.stability(shown, called, "people", stamp)
        homes = cluster_people.homes(whole, shown, called)
        columns = [Column("name", t("competency_gaps.cluster")), *usual("agency", "n_people")]
        cluster_charts.places(shown, cluster_people.points(shown, called), homes, columns, stamp)
    cluster_charts.tried(shown, stamp)
    if len(shown.set_aside):
        st.caption(t("competency_gaps.people_aside", n=numbers.count(len(shown.set_aside))))
    return cluster_frames.lead(own, "people")


def _worked_out(choice: Choice) -> dict[str, Clusters]:
    """The clusters of every period so far, with words and progress while they are worked out."""
    place, begun = st.empty(), time.monotonic()

    def tell(share: float, period: str) -> None:
        if time.monotonic() - begun > SOON:
            place.progress(share, text=t("competency_gaps.working", period=numbers.period(period)))

    with st.spinner(t("competency_gaps.working_all")):
        found = cluster_runs.over_time(choice, tell)
    place.empty()
    return found


def _number(own: Clusters, boxes) -> int | None:
    """The number of clusters the reader asks for, of those that may be shown."""
    possible = cluster_frames.possible_numbers(own)
    if not possible:
        return None
    with boxes:
        k = filters.choose("k", possible, empty=t("competency_gaps.k_of_data"))
    filters.notices()
    return int(k) if k else None


def _own_words(own: Clusters, shown: Clusters, k: int | None) -> None:
    if k:
        st.info(cluster_frames.hand_words(own, shown), title=t("competency_gaps.hand_title", n=k))
