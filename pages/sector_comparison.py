"""Sectors and agencies side by side: who differs beyond chance?"""

import streamlit as st

from analytics.comparison.coverage import mean_coverage
from pages.answers.comparison.comparison import asked, can_tell
from pages.ui.comparison import frames, sections, sheet, similar, what_if
from pages.ui.page import screen, states
from pages.ui.panel import share
from pages.ui.words import sentences, t

page = screen.begin("sector_comparison", "figures", "sektor", "indikator", "jabatan", "sumber")
choice = page.choice.until_chosen()
with page.working():
    here = frames.compared(choice)
    matrix = frames.matrix(choice)

if here["score"].isna().all():
    page.title(t("sector_comparison.page"))
    states.nothing_matches(choice, "sector_comparison")
    st.stop()

page.title(sentences.compared_title(here), sentences.compared(here) + frames.on_indicator(choice, matrix))
share.button(page, choice, share.Paper(t("sector_comparison.nav"), lambda: sheet.shared(choice)))
n_people, n_respondents = asked(choice)
stamp = screen.stamp(choice, n_people, mean_coverage(here), n_respondents=n_respondents)

split = can_tell(here)
left, right = st.columns([11, 10], gap="medium") if split else (st.container(), st.container())
with left:
    sections.funnel(choice, here, stamp)
with right:
    sections.ranking(choice, stamp)
sections.matrix(choice, matrix, stamp)
similar.show(choice)
what_if.show(choice)
sections.sectors(choice, stamp)
