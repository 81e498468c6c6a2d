"""What a planner does with a cluster: give it a name, send what it lacks to the training needs."""

import pandas as pd
import streamlit as st

from analytics.clusters import Clusters
from pages.answers.choice import Choice
from pages.answers.clusters.groups import lacking
from pages.ui.clusters import frames, given_names
from pages.ui.page import screen
from pages.ui.page.guard import may
from pages.ui.words import formats, t


def draw(choice: Choice, own: Clusters, called: pd.DataFrame) -> None:
    """For planners only; `called` is one row per cluster of `frames.named`."""
    if not may("persons"):
        return
    labels = dict(zip(called["identity"], called["name"], strict=True))
    with st.container(border=True, key="cluster_actions"):
        picked = st.selectbox(t("clusters.to_act_on"), list(labels), format_func=labels.get, key="cluster_to_act_on")
        cluster = called[called["identity"] == picked].iloc[0]
        below = lacking(own, cluster["cluster"])
        if below.empty:
            st.markdown(t("clusters.nothing_to_send"))
        else:
            what, n = frames.lacking_words(below), formats.count(cluster["n_agencies"])
            words = t("clusters.send", what=what, n=n)
            screen.link("training_needs", words, klaster=str(picked), opd=None, sektor=None, indikator=None)
        if not may("settle"):
            return
        with st.form("cluster_name", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
            text = st.text_input(
                t("clusters.name"),
                value=cluster["given"],
                max_chars=given_names.LONGEST,
                placeholder=cluster["name"],
                help=t("clusters.name_help"),
                key=f"cluster_name_{picked}",
            )
            sent = st.form_submit_button(t("clusters.name_save"))
        if sent and text.strip() != cluster["given"]:
            given_names.give(choice, own, int(cluster["cluster"]), int(picked), text, screen.today())
            st.rerun()
