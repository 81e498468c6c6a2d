"""The evidence behind one need: how large, how sure, who says so, and what the best programme would cost."""

import dataclasses

import pandas as pd
import streamlit as st

from analytics.needs.evidence import agreement
from pages.answers.choice import Choice
from pages.answers.gaps import gaps
from pages.answers.needs import needs, programmes
from pages.ui.page import address, screen
from pages.ui.page.names import names
from pages.ui.panel.tables import Column, show_table
from pages.ui.words import formats, t


def draw(choice: Choice, listed: pd.DataFrame) -> None:
    """A list of needs, and the card of the one chosen. The choice stands in the URL."""
    labels = {row.subject: f"{row.rank}. {row.indicator_name} · {row.agency_name}" for row in listed.itertuples()}
    chosen = address.get("kebutuhan")
    chosen = chosen if chosen in labels else next(iter(labels))
    st.header(t("need_evidence.title"), anchor=False)
    st.session_state["evidence_of"] = chosen
    st.selectbox(
        t("need_evidence.which"), list(labels), key="evidence_of", format_func=labels.get, width=560,
        on_change=lambda: address.put("kebutuhan", st.session_state["evidence_of"], undoable=False),
    )  # fmt: skip
    st.markdown(f"**{formats.plain(labels[chosen])}**")  # a phone cuts what the box holds
    _card(choice, listed.set_index("subject").loc[chosen])


def _card(choice: Choice, need: pd.Series) -> None:
    people = needs.of_need(choice, need["agency"], need["indicator"])
    below = people.loc[people["gap"] > 0]
    by_source = needs.sources(choice, need["agency"], need["indicator"])
    by_source = by_source.assign(source_name=by_source["source"].map(names("sources")))
    with st.container(key="kpi"):
        share = t(
            "need_evidence.of_rated",
            n=formats.count(need["rated"]),
            share=formats.percent(need["people"] / need["rated"]),
        )
        screen.figure(t("training_needs.below"), formats.count(need["people"]), share)
        sure = t("need_evidence.sure", p=formats.percent(need["p_gap"]))
        screen.figure(t("training_needs.mean_gap"), formats.number(need["mean_gap"]), sure)
        ranks = t("need_evidence.ranks", low=formats.count(need["rank_low"]), high=formats.count(need["rank_high"]))
        screen.figure(t("training_needs.rank"), formats.count(need["rank"]), ranks)
        cost, helped, programme = programmes.best(choice, need["agency"], need["indicator"])
        note = t("need_evidence.programme", n=formats.count(helped)) if programme else t("need_evidence.no_programme")
        screen.figure(t("need_evidence.cost"), formats.rupiah(cost), note)
    if programme:
        st.markdown(t("need_evidence.best", what=formats.plain(names("programmes")[programme])))
    two_sources, two_periods = agreement(below)
    st.markdown(
        t("need_evidence.agree", two=formats.percent(two_sources), periods=formats.percent(two_periods),
          reliability=formats.percent(need["reliability"]), status=need["status"],
          raters=formats.count(by_source["raters"].sum()))
    )  # fmt: skip
    if need["now"] or need["before"]:
        st.markdown(t("need_evidence.decided", now=formats.plain(need["now"] or need["before"])))
    if need["reason_words"]:
        st.markdown(t("need_evidence.reason", reason=need["reason_words"]))
    st.markdown(t("need_evidence.would_change" if need["confirmed"] else "need_evidence.would_confirm"))
    _beside_the_gaps(choice, need)
    columns = [
        Column("source_name", t("table.source")),
        Column("people", t("table.n_people"), "count"),
        Column("raters", t("need_evidence.raters"), "count"),
        Column("mean", t("need_evidence.mean"), "score"),
        Column("standard", t("need_evidence.standard"), "score"),
        Column("below", t("need_evidence.share_below"), "percent"),
    ]
    show_table(by_source, columns, t("need_evidence.by_source"))


def _beside_the_gaps(choice: Choice, need: pd.Series) -> None:
    """A sentence and the way there where the gap page says another thing of the same agency and indicator."""
    words = beside_the_gaps(choice, need)
    if words:
        st.markdown(words)
        way = {"indikator": need["indicator"], "satuan": "agency", "sektor": None, "jabatan": None, "sumber": None}
        screen.link("competency_gaps", t("need_evidence.to_gaps"), bagian="gap_distribution", **way)


def beside_the_gaps(choice: Choice, need: pd.Series) -> str:
    """What the gap page says of a need's agency and indicator, or "" where the two agree: there the mean of the group
    is judged, here each person who is short. Below the standard on both pages is agreement, for sure or on neither."""
    cells = gaps.by_agency(dataclasses.replace(choice.whole(), source=None))
    cell = cells[(cells["agency"] == need["agency"]) & (cells["indicator"] == need["indicator"])].dropna(subset="value")
    if cell.empty:
        return t("need_evidence.gaps_silent")
    cell = cell.iloc[0]
    if cell["state"] == "below" or (cell["value"] < 0 and not need["confirmed"]):
        return ""
    return t("need_evidence.gaps_differ", value=formats.signed(cell["value"]), state=t(f"gap_state.{cell['state']}"))
