"""Home: how are we, what changed, what to ask."""

import streamlit as st

from pages.ui import charts
from pages.ui.charts import look
from pages.ui.home import attention, briefing, frames, headline, mentors, questions, sector_strip, sheet, signal_cards
from pages.ui.page import screen, states
from pages.ui.panel import share
from pages.ui.panel.show import show_chart
from pages.ui.panel.tables import counted, usual
from pages.ui.targets import section
from pages.ui.words import language, sentences, t

page = screen.begin("home", "figures", "sektor", "jabatan")
choice = page.choice
with page.working():
    first = headline.headline(choice)
page.title(first.title)

if not first.key_figures:
    states.nothing_matches(choice, "home")
    st.stop()

share.button(page, choice, share.Paper(t("home.nav"), lambda: sheet.shared(choice)))
with st.container(horizontal=True, key="kpi"):
    for figure in first.key_figures:
        screen.figure(figure.label, figure.value, "\n".join(filter(None, (figure.range, figure.note))))

with st.container(key="home_parts"):
    with st.container(key="home_attention"):
        with st.spinner(t("screen.working")):  # the four figures above are there already
            named = attention.cards(choice)
        attention.show(choice, named, questions.questions(choice, len(named)))

    with st.container(key="home_sectors"):
        sectors, members = frames.strip_of_sectors(choice)
        region = None if choice.sector or choice.position else first.score
        with st.container(key="home_strip"):
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
                marks=("opd", "sektor"),
            )
        sector_strip.show(choice)

    with st.container(key="home_changed"):
        st.header(t("home.changed"), anchor=False)
        signal_cards.show(choice, signal_cards.cards(choice), {card.agency for card in named})
        briefing.button(choice)

section.show(choice)
mentors.show(choice)
