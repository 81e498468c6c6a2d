"""A cluster sent to the training needs: which one the address asks for, said above the needs it narrows."""

import streamlit as st

from pages.answers.choice import Choice
from pages.answers.clusters import groups
from pages.ui.clusters import frames
from pages.ui.page import address
from pages.ui.words import formats, t


def draw(choice: Choice) -> frozenset[tuple[str, str]] | None:
    """Say that only a cluster's needs are shown, with a button that shows all again.

    Answers with the pairs of agency and indicator it lacks; None where the address asks for no cluster, or for one that
    is gone or lacks nothing: that is said once.
    """
    identity, k = address.get("klaster"), address.get("k")
    if not identity:
        return None
    sent = groups.sent(choice, identity, int(k) if k and k.isdigit() else None)
    if sent is None:
        st.info(t("training_needs.cluster_gone"))
        address.settle("klaster", None)
        return None
    name = formats.plain(frames.name(sent.cluster))
    if sent.below.empty:
        st.info(t("training_needs.cluster_lacks_nothing", name=name))
        address.settle("klaster", None)
        return None
    what = frames.lacking_words(sent.below)
    words = t("training_needs.of_cluster", name=name, n=len(sent.agencies), what=what)
    with st.container(horizontal=True, vertical_alignment="center", key="cluster_notice"):
        st.info(words, width="stretch")
        st.button(t("training_needs.all_again"), key="drop_cluster", on_click=address.put, args=("klaster", None))
    return sent.pairs
