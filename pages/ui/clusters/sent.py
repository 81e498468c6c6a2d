"""A cluster sent to the training needs: its agencies and what it lacks against the standard, one number in the URL."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from pages.answers.choice import Choice
from pages.ui.clusters import frames, given_names, runs
from pages.ui.page import address
from pages.ui.words import formats, t


@dataclass(frozen=True)
class Sent:
    """The cluster asked for: its name, the agencies of its members, what it lacks (`cluster_frames.lacking`)."""

    name: str
    agencies: frozenset[str]
    below: pd.Series


def sent(choice: Choice) -> Sent | None:
    """The cluster `?klaster=` asks for in the chosen period, or None where there is none of that identity."""
    asked = address.get("klaster")
    if not asked:
        return None
    over_time = runs.shown_over_time(choice)
    found = over_time.get(choice.period)
    if found is None or found.clusters.empty:
        return None
    same = runs.identities(over_time)
    called = frames.named(found, same[choice.period], given_names.given(choice, over_time, same))
    one = called[called["identity"].astype(str) == asked]
    if one.empty:
        return None
    one = one.iloc[0]
    members = found.rows.index[found.rows["cluster"] == one["cluster"]]
    return Sent(one["name"], frozenset(members.get_level_values("agency")), frames.lacking(found, one["cluster"]))


def notice(choice: Choice) -> None:
    """Say that only a cluster's needs are shown, with a button that shows all again."""
    if not address.get("klaster"):
        return
    found = sent(choice)
    if found is None:
        st.info(t("training_needs.cluster_gone"))
        address.settle("klaster", None)
        return
    name = formats.plain(found.name)
    if found.below.empty:
        st.info(t("training_needs.cluster_lacks_nothing", name=name))
        address.settle("klaster", None)
        return
    what = frames.lacking_words(found.below)
    words = t("training_needs.of_cluster", name=name, n=len(found.agencies), what=what)
    with st.container(horizontal=True, vertical_alignment="center", key="cluster_notice"):
        st.info(words, width="stretch")
        st.button(t("training_needs.all_again"), key="drop_cluster", on_click=address.put, args=("klaster", None))
