"""What a planner does with a cluster: give it a name, send what it lacks to the training needs."""

import pandas as pd
import streamlit as st

from analytics.clusters import Clusters
from pages.ui import cluster_frames, cluster_names, numbers, shell
from pages.ui.filters import Choice
from pages.ui.guard import may
from pages.ui.words import t


def draw(choice: Choice, found: Clusters, called: pd.DataFrame) -> None:
    """For planners only; `called` is one row per cluster of `cluster_frames.named`."""
    if not may("planner"):
        return
    labels = dict(zip(called["identity"], called["name"], strict=True))
    with st.container(border=True, key="cluster_desk"):
        picked = st.selectbox(t("competency_gaps.desk"), list(labels), format_func=labels.get, key="desk_cluster")
        one = called[called["identity"] == picked].iloc[0]
        below = cluster_frames.lacking(found, one["cluster"])
        if below.empty:
            st.markdown(t("competency_gaps.nothing_to_send"))
        else:
            what, n = cluster_frames.lacking_words(below), numbers.count(one["n_agencies"])
            words = t("competency_gaps.send", what=what, n=n)
            shell.link("training_needs", words, klaster=str(picked), opd=None, sektor=None, indikator=None)
        with st.form("cluster_name", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
            text = st.text_input(
                t("competency_gaps.name"),
                value=one["given"],
                max_chars=cluster_names.LONGEST,
                placeholder=one["name"],
                help=t("competency_gaps.name_help"),
                key=f"cluster_name_{picked}",
            )
            sent = st.form_submit_button(t("competency_gaps.name_save"))
        if sent and text.strip() != one["given"]:
            cluster_names.give(choice, found, int(one["cluster"]), int(picked), text, shell.today())
            st.rerun()
