"""Method: how a score is made, drawn from the reference tables themselves."""

import streamlit as st

from pages.ui import guides, method_frames, numbers, shell, states
from pages.ui.guard import guard
from pages.ui.tables import Column, show_table, usual
from pages.ui.words import t

guard("leader")
st.title(t("method.page"), anchor=False)
period = method_frames.period(shell.today())
st.markdown(t("method.lead", period=numbers.period(period)))
guides.show()

for step in ("scale", "sources", "indicators", "missing", "groups", "publish"):
    st.header(t(f"method.{step}_title"), anchor=False)
    st.markdown(t(f"method.{step}"))
    if step == "sources":
        columns = [
            *usual("source"),
            Column("weight_words", t("method.weight")),
            Column("least", t("method.least"), "count"),
        ]
        show_table(method_frames.sources(period), columns, t("method.sources_title"))
    if step == "indicators":
        weights, positions = method_frames.weights(period)
        columns = [*usual("indicator"), *(Column(code, name, "count") for code, name in positions.items())]
        show_table(weights, columns, t("method.indicators_title"))
        st.caption(t("method.estimate"))

st.header(t("method.verdicts_title"), anchor=False)
st.markdown(t("method.verdicts"))
show_table(
    method_frames.verdicts(),
    [*usual("verdict"), Column("meaning", t("method.meaning"))],
    t("method.verdicts_title"),
)

st.header(t("method.definitions_title"), anchor=False)
show_table(
    method_frames.definitions(),
    [*usual("indicator"), Column("definition", t("method.meaning"))],
    t("method.definitions_title"),
)

st.header(t("method.standards_title"), anchor=False)
st.markdown(t("method.standards"))
standards, positions = method_frames.standards(period)
columns = [*usual("indicator"), *(Column(code, name, "count") for code, name in positions.items())]
show_table(standards, columns, t("method.standards_title"))

st.header(t("method.glossary_title"), anchor=False)
show_table(
    method_frames.glossary(),
    [Column("term", t("method.term")), Column("meaning", t("method.meaning"))],
    t("method.glossary_title"),
)
states.own_record()
