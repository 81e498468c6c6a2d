"""The charts of clusters: their shapes, how stable they are, where they lie, and the numbers of clusters tried."""

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analytics.clusters import Clusters
from analytics.clusters.choice import STABLE_JACCARD
from pages.ui import charts
from pages.ui.charts import look
from pages.ui.charts.sketch import sketch
from pages.ui.clusters import frames
from pages.ui.panel.show import show_chart
from pages.ui.panel.tables import Column, usual
from pages.ui.words import formats, language, t

Draw = Callable[[str, Callable[[], go.Figure]], go.Figure]  # a chart's name and how it is drawn -> the figure


def profiles(own: Clusters, called: pd.DataFrame, of: str, stamp: str, draw: Draw) -> None:
    """Each cluster's deviations from its own mean; size and level stand beside its name. `of`: groups | people."""
    shapes = frames.profiles(own, called)
    largest = called.loc[called["n_rows"].idxmax()]
    show_chart(
        "cluster_profiles",
        t("clusters.profiles_title", n=formats.count(largest["n_rows"]), name=formats.plain(largest["name"])),
        draw("profiles", lambda: charts.heat(shapes, look.current(), language(), reach=8)),
        t("clusters.profiles_alt", n=len(called)),
        shapes,
        [
            Column("name", t("clusters.cluster")),
            *usual("indicator"),
            Column("value", t("clusters.deviation"), "change"),
        ],
        stamp,
        note=t("clusters.profiles_note") + "  \n" + frames.badges(own, called, of),
        marks=("", "indikator"),
    )


def stability(own: Clusters, called: pd.DataFrame, of: str, stamp: str, draw: Draw) -> None:
    """How much of each cluster comes back in resampled rows, and what two other methods say."""
    show_chart(
        "cluster_stability",
        t("clusters.stability_title", n=int((called["jaccard"] >= STABLE_JACCARD).sum()), all=len(called)),
        draw("stability", lambda: charts.bars(called, look.current(), language(), top=1.0)),
        t("clusters.stability_alt", n=len(called)),
        called,
        [
            Column("name", t("clusters.cluster")),
            Column("n_rows", t(f"clusters.{of}"), "count"),
            Column("level", t("clusters.level"), "change"),
            Column("jaccard", t("clusters.jaccard"), "percent"),
        ],
        stamp,
        note=t(
            "clusters.checks",
            ward=formats.percent(own.checks["ward_ari"]),
            mixture=formats.percent(own.checks["mixture_ari"]),
        ),
    )
    with st.expander(t("clusters.fold")):
        st.markdown(t("clusters.fold_words", k=formats.count(own.checks["mixture_k"])))


def places(
    own: Clusters, points: pd.DataFrame, table: pd.DataFrame, columns: list[Column], stamp: str, draw: Draw
) -> None:
    """The sketch, over the table of who is in which cluster."""
    share = formats.percent(own.sketch_share)
    show_chart(
        "cluster_sketch",
        t("clusters.sketch_title", share=share),
        draw("sketch", lambda: sketch(points, look.current(), language())),
        t("clusters.sketch_alt", n=len(points), share=share),
        table,
        columns,
        stamp,
        note=t("clusters.sketch_note", share=share),
        marks=("opd", "jabatan"),
    )


def tried(own: Clusters, stamp: str, draw: Draw) -> None:
    """The numbers of clusters compared."""
    each = frames.choice_of_k(own)
    if each.empty:
        return
    k = len(own.clusters)
    show_chart(
        "cluster_numbers",
        t("clusters.numbers_title_some" if k else "clusters.numbers_title_none", k=k, n=len(each)),
        draw("tried", lambda: charts.bars(each, look.current(), language())),
        t("clusters.numbers_alt", n=len(each)),
        each,
        [
            Column("k", t("clusters.clusters"), "count"),
            Column("z", t("clusters.z"), "score"),
            Column("jaccard", t("clusters.jaccard"), "percent"),
            Column("ari", t("clusters.ari"), "percent"),
            Column("silhouette", t("clusters.silhouette"), "percent"),
            Column("smallest", t("clusters.smallest"), "count"),
        ],
        stamp,
        note=t("clusters.numbers_note"),
    )
