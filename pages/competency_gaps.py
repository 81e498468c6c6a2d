"""Competency gaps: which fall short, where, and which groups share the same need."""

import streamlit as st

from pages.ui import charts, gap_frames, indicator_section, look, shell, states
from pages.ui.show import show_chart
from pages.ui.words import language, t

page = shell.begin(
    "competency_gaps",
    "leader",
    "indikator",
    "sektor",
    "jabatan",
    "sumber",
    empty={"indikator": t("filter.indikator_each")},
    more=gap_frames.choose_unit,
)
choice, unit = page.choice, gap_frames.unit()
found = gap_frames.unit_gaps(choice, unit, choice.indicator is not None)
cells = gap_frames.cells(choice, unit, found)

if cells["gap"].isna().all():
    page.title(t("competency_gaps.page"))
    states.nothing_matches(choice, "competency_gaps")
    st.stop()

page.title(gap_frames.title(cells), t("competency_gaps.working_all"))
n_people, n_respondents = gap_frames.asked(cells)
stamp = shell.stamp(choice, n_people, n_respondents=n_respondents)

picked = show_chart(
    f"gaps_{unit}",
    t("competency_gaps.heat_title", unit=t(f"table.{unit}").lower(), **gap_frames.counts(cells)),
    lambda: charts.heat(cells, look.current(), language()),
    t("competency_gaps.heat_alt", **gap_frames.counts(cells)),
    cells,
    gap_frames.columns(unit, cells),
    stamp,
    note=gap_frames.key(cells),
    choice=choice,
    pick=True,
)
st.caption(t("competency_gaps.share_note"))
picked = picked or shell.cell_picker(
    f"gap_pick_{unit}", t(f"competency_gaps.pick_{unit}"), **gap_frames.picks(cells), chosen=choice.indicator
)
if picked:
    page.open(**gap_frames.detail(unit, *picked[:2]))
if choice.indicator:
    indicator_section.draw(choice, unit, found, cells, stamp)

# Only now: they stand on scikit-learn, and the figures above need not wait for its import.
from pages.ui import cluster_section, importance_section, level_section  # noqa: E402

importance_section.draw(choice, stamp)
level_section.draw(choice, stamp)
page.title(gap_frames.title(cells), cluster_section.draw(choice, stamp))
shell.link("training_needs", t("competency_gaps.to_needs"))
