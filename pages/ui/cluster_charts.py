"""The charts of clusters: their shapes, how stable they are, where they lie, and the numbers of clusters tried."""

import pandas as pd

from analytics.clusters import Clusters
from analytics.clusters.choice import STABLE_JACCARD
from pages.ui import charts, cluster_frames, look, numbers
from pages.ui.charts.sketch import sketch
from pages.ui.show import show_chart
from pages.ui.tables import Column, usual
from pages.ui.words import language, t


def profiles(found: Clusters, called: pd.DataFrame, of: str, stamp: str) -> None:
    """Each cluster's deviations from its own mean; size and level stand beside its name. `of`: groups | people."""
    shapes = cluster_frames.profiles(found, called)
    largest = called.loc[called["n_rows"].idxmax()]
    show_chart(
        "cluster_profiles",
        t("competency_gaps.profiles_title", n=numbers.count(largest["n_rows"]), name=numbers.plain(largest["name"])),
        charts.heat(shapes, look.current(), language(), reach=8),
        t("competency_gaps.profiles_alt", n=len(called)),
        shapes,
        [
            Column("name", t("competency_gaps.cluster")),
            *usual("indicator"),
            Column("value", t("competency_gaps.deviation"), "change"),
        ],
        stamp,
        note=t("competency_gaps.profiles_note") + "  \n" + cluster_frames.badges(found, called, of),
    )


def stability(found: Clusters, called: pd.DataFrame, of: str, stamp: str) -> None:
    """How much of each cluster comes back in resampled rows, and what two other methods say."""
    show_chart(
        "cluster_stability",
        t("competency_gaps.stability_title", n=int((called["jaccard"] >= STABLE_JACCARD).sum()), all=len(called)),
        charts.bars(called, look.current(), language(), top=1.0),
        t("competency_gaps.stability_alt", n=len(called)),
        called,
        [
            Column("name", t("competency_gaps.cluster")),
            Column("n_rows", t(f"competency_gaps.{of}"), "count"),
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


def places(found: Clusters, points: pd.DataFrame, table: pd.DataFrame, columns: list[Column], stamp: str) -> None:
    """The sketch, over the table of who is in which cluster."""
    share = numbers.percent(found.sketch_share)
    show_chart(
        "cluster_sketch",
        t("competency_gaps.sketch_title"),
        sketch(points, look.current(), language()),
        t("competency_gaps.sketch_alt", n=len(points), share=share),
        table,
        columns,
        stamp,
        note=t("competency_gaps.sketch_note", share=share),
    )


def tried(found: Clusters, stamp: str) -> None:
    """The numbers of clusters compared."""
    each = cluster_frames.choice_of_k(found)
    if each.empty:
        return
    k = len(found.clusters)
    show_chart(
        "cluster_numbers",
        t("competency_gaps.numbers_title_some" if k else "competency_gaps.numbers_title_none", k=k, n=len(each)),
        charts.bars(each, look.current(), language()),
        t("competency_gaps.numbers_alt", n=len(each)),
        each,
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
