"""Competency gaps: which fall short, where, and which groups share the same need."""

import streamlit as st

from pages.answers.gaps import gaps
from pages.ui import charts
from pages.ui.charts import look
from pages.ui.gaps import frames, indicator, sheet
from pages.ui.page import screen, states
from pages.ui.page.guard import may
from pages.ui.panel import share
from pages.ui.panel.show import show_chart
from pages.ui.words import language, t

page = screen.begin(
    "competency_gaps",
    "figures",
    "indikator",
    "sektor",
    "jabatan",
    "sumber",
    empty={"indikator": t("filter.indikator_each")},
    more=frames.choose_unit,
)
choice, unit = page.choice, frames.unit()
over_time = gaps.unit_gaps(choice, unit, choice.indicator is not None)
cells = frames.cells(choice, unit)

if cells["gap"].isna().all():
    page.title(t("competency_gaps.page"))
    states.nothing_matches(choice, "competency_gaps")
    st.stop()

said = frames.said(choice, unit)
page.title(said.title, t("clusters.working_all"))
share.button(page, choice, share.Paper(t("competency_gaps.nav"), lambda: sheet.shared(choice)))
n_people, n_respondents = said.behind
stamp = screen.stamp(choice, n_people, n_respondents=n_respondents)

show_chart(
    f"gaps_{unit}",
    t("competency_gaps.heat_title", unit=t(f"table.{unit}").lower(), **said.counts),
    lambda: charts.heat(cells, look.current(), language()),
    t("competency_gaps.heat_alt", **said.counts),
    cells,
    frames.columns(unit, cells),
    stamp,
    note=t("competency_gaps.heat_note"),
    choice=choice,
    marks=(frames.parameter(unit), "indikator"),
)
st.caption(f"{t('competency_gaps.other_count')} {t('competency_gaps.share_note')}")
if choice.indicator:
    indicator.draw(choice, unit, over_time, cells, stamp)

# Only now: they stand on scikit-learn, and the figures above need not wait for its import.
from pages.ui.clusters import section  # noqa: E402
from pages.ui.gaps import importance, levels  # noqa: E402

importance.draw(choice)
levels.draw(choice, stamp)
page.title(said.title, section.draw(choice))
if may("persons"):  # a leader has nowhere to go from here
    screen.link("training_needs", t("competency_gaps.to_needs"))
