"""Method: how a score is made, drawn from the reference tables themselves."""

import streamlit as st

from pages.ui.method import frames, guides
from pages.ui.page import screen, states
from pages.ui.page.guard import guard
from pages.ui.panel import share
from pages.ui.panel.tables import Column, show_table, usual
from pages.ui.words import formats, t

guard("figures")
screen.search("method")
share.link_button("method")
st.title(t("method.page"), anchor=False)
period = frames.period(screen.today())
st.markdown(t("method.lead", period=formats.period(period)))
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
        show_table(frames.sources(period), columns, t("method.sources_title"))
    if step == "indicators":
        weights, positions = frames.weights(period)
        columns = [*usual("indicator"), *(Column(code, name, "count") for code, name in positions.items())]
        show_table(weights, columns, t("method.indicators_title"))
        st.caption(t("method.estimate"))

st.header(t("method.verdicts_title"), anchor=False)
st.markdown(t("method.verdicts"))
show_table(
    frames.verdicts(),
    [*usual("verdict"), Column("meaning", t("method.meaning"))],
    t("method.verdicts_title"),
)

st.header(t("method.definitions_title"), anchor=False)
show_table(
    frames.definitions(),
    [*usual("indicator"), Column("definition", t("method.meaning"))],
    t("method.definitions_title"),
)

st.header(t("method.standards_title"), anchor=False)
st.markdown(t("method.standards"))
standards, positions = frames.standards(period)
columns = [*usual("indicator"), *(Column(code, name, "count") for code, name in positions.items())]
show_table(standards, columns, t("method.standards_title"))

st.header(t("method.glossary_title"), anchor=False)
show_table(
    frames.glossary(),
    [Column("term", t("method.term")), Column("meaning", t("method.meaning"))],
    t("method.glossary_title"),
)
states.own_record()
