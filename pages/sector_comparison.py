"""Sectors and agencies side by side: who differs beyond chance?"""

import streamlit as st

from pages.ui import (
    compare_frames,
    compare_view,
    sentences,
    shell,
    similar_section,
    states,
    what_if_section,
)
from pages.ui.words import t

page = shell.begin("sector_comparison", "leader", "sektor", "indikator", "jabatan", "sumber")
choice = page.choice.until_chosen()
with page.working():
    here = compare_frames.compared(choice)
    matrix = compare_frames.matrix(choice)

if here["score"].isna().all():
    page.title(t("sector_comparison.page"))
    states.nothing_matches(choice, "sector_comparison")
    st.stop()

page.title(sentences.compared_title(here), sentences.compared(here))
n_people, n_respondents = compare_frames.asked(choice)
stamp = shell.stamp(choice, n_people, compare_frames.weight_coverage(here), n_respondents=n_respondents)

split = compare_frames.can_tell(here)
left, right = st.columns([11, 10], gap="medium") if split else (st.container(), st.container())
with left:
    picked = compare_view.funnel(choice, here, stamp)
with right:
    picked = compare_view.ranking(choice, stamp) or picked
picked = compare_view.matrix(choice, matrix, stamp) or picked
picked = picked or shell.cell_picker(
    "compare_pick", t("shell.open_trend"), **compare_frames.picks(here), chosen=choice.indicator
)
similar_section.show(choice)
what_if_section.show(choice)
compare_view.sectors(choice, stamp)

if picked:
    page.open_agency(picked)
