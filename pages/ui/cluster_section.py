"""Groups that share a need: their profiles, how stable they are, where they lie, and what was left out."""

import time

import streamlit as st

from analytics.clusters import Clusters
from pages.ui import charts, cluster_desk, cluster_frames, cluster_names, cluster_runs, filters, look, numbers, tables
from pages.ui.charts.sketch import sketch
from pages.ui.filters import Choice
from pages.ui.gap_frames import group_gaps
from pages.ui.show import show_chart
from pages.ui.tables import Column, usual
from pages.ui.words import language, t

SOON = 0.4  # seconds of work under which a bar of progress would only flicker


def draw(choice: Choice, stamp: str) -> Clusters | None:
    """The section under the gaps; where there are no clusters it says so and shows what was tried.

    Answers with what the data themselves say, whatever number of clusters the reader chose to look at.
    """
    over_time = _worked_out(choice)
    own = over_time.get(choice.period)
    if own is None:
        return None
    shown = _chosen_number(choice, own)
    groups = group_gaps(cluster_runs.whole(choice), choice.period)
    if len(shown.clusters):
        over_time = {**over_time, choice.period: shown}
        same = cluster_runs.identities(over_time)
        given = cluster_names.given(choice, over_time, same)
        called = cluster_frames.named(shown, same[choice.period], given)
        _profiles(choice, shown, called, groups, stamp)
        cluster_desk.draw(choice, shown, called)
    _tried(shown, stamp)
    aside = cluster_frames.left_out(shown, groups)
    if len(aside):
        with st.expander(t("competency_gaps.aside", n=numbers.count(len(aside)))):
            tables.show_table(aside, usual("agency", "position", "note"), t("competency_gaps.aside", n=len(aside)))
    return own


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


def _chosen_number(choice: Choice, own: Clusters) -> Clusters:
    """The clusters to show: those the data choose, or as many as the reader asks for, said to be the reader's."""
    numbers_tried = cluster_frames.possible_numbers(own)
    if not numbers_tried:
        return own
    k = filters.choose("k", numbers_tried, empty=t("competency_gaps.k_of_data"))
    filters.notices()
    shown = cluster_runs.by_hand(choice, int(k)) if k else own
    if k:
        st.info(cluster_frames.hand_words(own, shown), title=t("competency_gaps.hand_title", n=k))
    return shown


def _tried(found: Clusters, stamp: str) -> None:
    tried = cluster_frames.choice_of_k(found)
    if tried.empty:
        return
    show_chart(
        "cluster_numbers",
        t("competency_gaps.numbers_title"),
        charts.bars(tried, look.current(), language()),
        t("competency_gaps.numbers_alt", n=len(tried)),
        tried,
        [
            Column("k", t("competency_gaps.clusters"), "count"),
            Column("z", t("competency_gaps.z"), "score"),
            Column("jaccard", t("competency_gaps.jaccard"), "percent"),
            Column("ari", t("competency_gaps.ari"), "percent"),
            Column("silhouette", t("competency_gaps.silhouette"), "percent"),
            Column("smallest", t("competency_gaps.smallest"), "count"),
        ],
        stamp,
        note=t("competency_gaps.numbers_note"),
    )


def _profiles(choice: Choice, found: Clusters, called, groups, stamp: str) -> None:
    paint, lang = look.current(), language()
    profiles = cluster_frames.profiles(found, called)
    show_chart(
        "cluster_profiles",
        t("competency_gaps.profiles_title"),
        charts.heat(profiles, paint, lang, centre=0, reach=8),
        t("competency_gaps.profiles_alt", n=len(called)),
        profiles,
        [
            Column("name", t("competency_gaps.cluster")),
            *usual("indicator"),
            Column("value", t("competency_gaps.deviation"), "change"),
        ],
        stamp,
        note=t("competency_gaps.profiles_note"),
    )
    show_chart(
        "cluster_stability",
        t("competency_gaps.stability_title"),
        charts.bars(called, paint, lang, top=1.0),
        t("competency_gaps.stability_alt", n=len(called)),
        called,
        [
            Column("name", t("competency_gaps.cluster")),
            Column("n_rows", t("competency_gaps.groups"), "count"),
            Column("level", t("competency_gaps.level"), "change"),
            Column("jaccard", t("competency_gaps.jaccard"), "percent"),
        ],
        stamp,
        note=t(
            "competency_gaps.checks",
            ward=numbers.percent(found.checks["ward_ari"]),
            mixture=numbers.percent(found.checks["mixture_ari"]),
            k=numbers.count(found.checks["mixture_k"]),
        ),
    )
    members = cluster_frames.members(found, called, groups)
    show_chart(
        "cluster_sketch",
        t("competency_gaps.sketch_title"),
        sketch(members, paint, lang),
        t("competency_gaps.sketch_alt", n=len(members), share=numbers.percent(found.sketch_share)),
        members,
        [
            *usual("agency", "position"),
            Column("name", t("competency_gaps.cluster")),
            Column("level", t("competency_gaps.level"), "change"),
            Column("level_words", t("competency_gaps.band")),
            Column("membership", t("competency_gaps.membership"), "percent"),
            *usual("n_people"),
        ],
        stamp,
        note=t("competency_gaps.sketch_note", share=numbers.percent(found.sketch_share)),
    )
