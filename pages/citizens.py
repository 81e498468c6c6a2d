"""Citizens and service: what do citizens say, and do superiors see it as they do?"""

import streamlit as st

from pages.ui.citizens import frames, sections, sheet
from pages.ui.page import screen
from pages.ui.page.guard import may
from pages.ui.panel import share
from pages.ui.words import t

page = screen.begin("citizens", "figures", "sektor", "opd")
choice = page.choice.until_chosen()
with page.working():
    known = frames.surveyed(choice)

if known.empty:
    page.title(t("citizens.page"))
    st.info(t("citizens.no_survey_why"), title=t("citizens.no_survey"))
else:
    page.title(*frames.headline(choice))
    share.button(page, choice, share.Paper(t("citizens.nav"), lambda: sheet.shared(choice)))
    stamp = screen.stamp(choice, n_respondents=known["n_respondents"].sum(min_count=1))
    sections.views(choice, stamp)
    sections.index(choice, stamp)
    sections.elements(choice, stamp)
    sections.over_time(choice, stamp)
if may("persons"):
    sections.service_points(choice)
