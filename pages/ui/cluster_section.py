"""Groups that share a need: their profiles, how stable they are, where they lie, and what was left out."""

import streamlit as st

from analytics.clusters import Clusters
from pages.ui import charts, cluster_frames, look, numbers, tables
from pages.ui.charts.sketch import sketch
from pages.ui.filters import Choice
from pages.ui.gap_frames import group_gaps
from pages.ui.show import show_chart
from pages.ui.tables import Column, usual
from pages.ui.words import language, t


def draw(choice: Choice, found: Clusters | None, stamp: str) -> None:
    """The section under the gaps; where there are no clusters it says so and shows what was tried."""
    if found is None:
        return
    groups = group_gaps(choice, choice.period)
    paint, lang = look.current(), language()
    if len(found.clusters):
        _profiles(choice, found, groups, stamp)
    tried = cluster_frames.choice_of_k(found)
    if len(tried):
        show_chart(
            "cluster_numbers",
            t("competency_gaps.numbers_title"),
            charts.bars(tried, paint, lang),
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
    aside = cluster_frames.left_out(found, groups)
    if len(aside):
        with st.expander(t("competency_gaps.aside", n=numbers.count(len(aside)))):
            tables.show_table(aside, usual("agency", "position", "note"), t("competency_gaps.aside", n=len(aside)))


def _profiles(choice: Choice, found: Clusters, groups, stamp: str) -> None:
    paint, lang = look.current(), language()
    called = cluster_frames.named(found, cluster_frames.identities(choice))
    profiles = cluster_frames.profiles(found, called)
    show_chart(
        "cluster_profiles",
        t("competency_gaps.profiles_title"),
        lambda: charts.heat(profiles, paint, lang, centre=0, reach=8),
        t("competency_gaps.profiles_alt", n=len(called)),
        profiles,
        [
            Column("name", t("competency_gaps.cluster")),
            *usual("indicator"),
            Column("value", t("competency_gaps.deviation"), "change"),
        ],
        stamp,
        note=t("competency_gaps.profiles_note"),
        choice=choice,
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
        lambda: sketch(members, paint, lang),
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
        choice=choice,
    )
