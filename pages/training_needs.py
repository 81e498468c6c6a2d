"""Training needs: what to train, whom, why - and what is not a training problem."""

import streamlit as st

from pages.ui import (
    charts,
    cluster_needs,
    importance_section,
    look,
    need_desk,
    need_diary,
    need_evidence,
    need_frames,
    need_map,
    numbers,
    shell,
    states,
)
from pages.ui.show import show_chart
from pages.ui.tables import Column, show_table, usual
from pages.ui.words import language, t

page = shell.begin("training_needs", "planner", "sektor", "opd", "indikator")
choice = page.choice
cluster_needs.notice(choice)
needs = need_frames.shown(choice)
real = needs.loc[(needs["reason"] == "") | needs["overruled"]]

if real.empty:
    page.title(t("training_needs.page"))
    need_diary.draw(choice)
    states.nothing_matches(choice, "training_needs")
    st.stop()

first = real.iloc[0]
page.title(
    t("training_needs.finding", indicator=first["indicator_name"], agency=numbers.plain(first["agency_name"])),
    t(
        "training_needs.lead",
        people=numbers.count(first["people"]),
        gap=numbers.number(first["mean_gap"]),
        robust=numbers.percent(first["robust"]),
        guessed=numbers.percent((needs["estimated"] * needs["need"]).sum() / max(needs["need"].sum(), 1e-9)),
    ),
)
stamp = shell.stamp(choice)
best = need_frames.top(choice, real)
show_chart(
    "needs",
    t("training_needs.chart_title"),
    charts.bars(best, look.current(), language()),
    t("training_needs.chart_alt", n=len(best)),
    real,
    need_frames.columns(),
    stamp,
    note=t("training_needs.note"),
)
need_evidence.draw(choice, needs)
need_desk.draw(choice, needs)
need_diary.draw(choice)
importance_section.draw(choice, stamp)

other = needs.loc[(needs["reason"] != "") & ~needs["overruled"]]
st.header(t("training_needs.other_title", n=numbers.count(len(other))), anchor=False)
st.caption(t("training_needs.other_note"))
if len(other):
    shown = [
        *usual("agency", "indicator"),
        Column("people", t("training_needs.below"), "count"),
        Column("need", t("training_needs.need"), "score"),
        Column("reason_words", t("training_needs.reason")),
    ]
    show_table(other.head(30), shown, t("training_needs.other_title", n=len(other)))

st.header(t("training_needs.programmes_title"), anchor=False)
found = need_frames.programme_matches(choice)
offer = [
    Column("programme_name", t("training_needs.programme")),
    Column("people", t("training_needs.helped"), "count"),
    Column("closed", t("training_needs.closed"), "score"),
    Column("why", t("training_needs.why")),
]
show_table(found.head(15), offer, t("training_needs.programmes_title"))
missing, idle = need_frames.bare(choice)
st.caption(t("training_needs.uncovered", names=", ".join(missing) or numbers.MISSING))
st.caption(t("training_needs.unused", names=", ".join(map(numbers.plain, idle)) or numbers.MISSING))
need_map.draw()
shell.link("training_plan", t("training_needs.to_plan"))
