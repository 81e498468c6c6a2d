"""Trends: is an agency improving, and is it real?"""

import streamlit as st

from pages.answers.changes import last_changes
from pages.answers.scores import history
from pages.ui.page import screen, states
from pages.ui.panel import share
from pages.ui.trends import agencies, agency, frames, sheet
from pages.ui.words import sentences, t

page = screen.begin("agency_trends", "figures", "opd", "indikator", "sumber", "sektor", "jabatan")
choice = page.choice.until_chosen()
with page.working():
    empty = history(choice)["score"].isna().all()
    judged = frames.judged(choice)

if empty:
    page.title(t("agency_trends.page"))
    states.nothing_matches(choice, "agency_trends")
    st.stop()

head = share.Paper(t("share.head"), lambda: sheet.for_head(choice)) if choice.agency else None
share.button(page, choice, share.Paper(t("agency_trends.nav"), lambda: sheet.shared(choice)), head)
if choice.agency is None:
    page.title(sentences.trends_title(judged), t("agency_trends.lead", measure=sentences.measure(choice)))
    agencies.show(choice, judged)
else:
    name = choice.labels["opd"]
    row = frames.row_of(judged, choice.agency)
    recent = frames.row_of(last_changes(choice), choice.agency)
    page.title(sentences.trend_title(name, row, choice), sentences.trend_lead(row, choice, recent))
    agency.show(choice, name)

if len(choice.periods) == 1:
    states.one_period()
