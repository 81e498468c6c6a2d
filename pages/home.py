"""Home: how are we, what changed, what to ask."""

import streamlit as st

from pages.ui import charts
from pages.ui.charts import look
from pages.ui.home import briefing, frames, headline, mentors, questions, signal_cards
from pages.ui.page import screen, states
from pages.ui.panel.show import show_chart
from pages.ui.panel.tables import counted, usual
from pages.ui.targets import section
from pages.ui.words import language, sentences, t

page = screen.begin("home", "leader", "sektor", "jabatan")
choice = page.choice
with page.working():
    first = headline.headline(choice)
page.title(first.title, first.lead)

if not first.key_figures:
    states.nothing_matches(choice, "home")
    st.stop()

with st.container(horizontal=True, key="kpi"):
    for figure in first.key_figures:
        screen.figure(figure.label, figure.value, "\n".join(filter(None, (figure.range, figure.note))))

news, comparison = st.columns([10, 11], gap="medium")
with news:
    st.header(t("home.changed"), anchor=False)
    with st.spinner(t("screen.working")):  # the four figures above are there already
        cards = signal_cards.cards(choice)
    signal_cards.show(choice, cards)
    st.header(t("home.questions"), anchor=False)
    for question in questions.questions(choice, cards):
        screen.link(question.page, question.text, icon=":material/help:", **question.changes)
    briefing.button(choice)

with comparison:
    sectors, members = frames.strip_of_sectors(choice)
    region = None if choice.sector or choice.position else first.score
    show_chart(
        "sector_strip",
        sentences.reach("home.strip_title", sectors["score"]),
        lambda: charts.strip(sectors, members, look.current(), language(), reference=region),
        t("home.strip_alt", n=len(sectors), best=sectors["label"].iloc[0], last=sectors["label"].iloc[-1]),
        sectors,
        [*usual("sector", "score", "low", "high"), *counted(sectors), *usual("n_agencies", "weight_coverage")],
        screen.stamp(choice, first.n_people, first.weight_coverage, n_respondents=first.n_respondents),
        choice=choice,
        note=t("home.strip_note"),
    )

section.show(choice)
mentors.show(choice)
