"""Deciding about needs: accept, defer or reject, with a reason that stands here again next period."""

import json

import pandas as pd
import streamlit as st

from data.batches.decisions import decide
from pages.answers.choice import Choice
from pages.answers.needs.decisions import standing
from pages.ui.page import cached, guard, screen
from pages.ui.words import t

CHOICES = ("accept", "defer", "reject")


def draw(choice: Choice, needs: pd.DataFrame) -> None:
    """The form under the ranked needs. Deferring or rejecting wants a reason; where the need stands is kept too."""
    labels = {row.subject: f"{row.rank}. {row.indicator_name} · {row.agency_name}" for row in needs.itertuples()}
    with st.form("need_decision", border=True):
        st.markdown(t("training_needs.decide_title"))
        picked = st.multiselect(
            t("training_needs.which"),
            list(labels),
            key="decide_which",
            format_func=labels.get,
            placeholder=t("training_needs.choose"),
        )
        decision = st.radio(
            t("training_needs.decision"), CHOICES, key="decide_what", horizontal=True,
            format_func=lambda code: t(f"training_needs.do.{code}"),
        )  # fmt: skip
        reason = st.text_input(t("training_needs.because"), key="decide_why", max_chars=300)
        sent = st.form_submit_button(t("training_needs.save"))
    if not sent:
        return
    if not picked or (decision != "accept" and not reason.strip()):
        st.warning(t("training_needs.incomplete"))
        return
    now = standing(needs)
    rows = pd.DataFrame({"subject": picked, "detail": [json.dumps(now[subject]) for subject in picked]}).assign(
        region=choice.region, period=choice.period, decision=decision, reason=reason.strip()
    )
    decide(cached.store(), rows, guard.actor(), screen.today())
    st.rerun()
