"""Training needs: what to train, whom, why - and what is not a training problem."""

import streamlit as st

from analytics.needs.ranking import guessed_share
from pages.answers.needs.needs import trainable
from pages.ui import charts
from pages.ui.charts import look
from pages.ui.clusters import sent
from pages.ui.gaps import importance
from pages.ui.needs import deciding, diary, evidence, frames, impact, programme_map, sheet
from pages.ui.page import screen, states
from pages.ui.panel import share
from pages.ui.panel.show import show_chart
from pages.ui.panel.tables import Column, show_first, show_table, usual
from pages.ui.people import section
from pages.ui.words import formats, language, t

page = screen.begin("training_needs", "persons", "sektor", "opd", "indikator")
choice = page.choice
pairs = sent.draw(choice)
needs = frames.shown(choice, pairs)
may_help = trainable(needs)
real = needs.loc[may_help]

if real.empty:
    page.title(t("training_needs.page"))
    diary.draw(choice)
    states.nothing_matches(choice, "training_needs")
    st.stop()

first = real.iloc[0]
page.title(
    t("training_needs.finding", indicator=first["indicator_name"], agency=formats.plain(first["agency_name"])),
    t(
        "training_needs.lead",
        people=formats.count(first["people"]),
        gap=formats.number(first["mean_gap"]),
        robust=formats.percent(first["robust"]),
        guessed=formats.percent(guessed_share(needs)),
    ),
)
stamp = screen.stamp(choice)
matches = frames.programme_matches(choice, pairs)
share.button(page, choice, share.Paper(t("training_needs.nav"), lambda: sheet.shared(choice, real, matches)))
best = frames.top(choice, real)
show_chart(
    "needs",
    frames.concentrated(best, real),
    lambda: charts.bars(best, look.current(), language()),
    t("training_needs.chart_alt", n=len(best)),
    real,
    frames.columns(),
    stamp,
    choice=choice if pairs is None else None,  # a cluster narrows it to what no choice names
    note=t("training_needs.note"),
    marks=("opd", "indikator"),
)
evidence.draw(choice, needs)
deciding.draw(choice, needs)
diary.draw(choice)
importance.draw(choice)

other = needs.loc[~may_help]
st.header(t("training_needs.other_title", n=formats.count(len(other))), anchor=False)
st.caption(t("training_needs.other_note"))
if len(other):
    shown = [
        *usual("agency", "indicator"),
        Column("people", t("training_needs.below"), "count"),
        Column("need", t("training_needs.need"), "score"),
        Column("reason_words", t("training_needs.reason")),
    ]
    show_first(other, shown, t("training_needs.other_title", n=len(other)), "other_needs")

st.header(frames.best_match(matches), anchor=False)
show_table(
    matches.head(15), [*frames.programme_columns(), frames.effect_column()], t("training_needs.programmes_title")
)
missing, idle = frames.bare(choice)
st.caption(t("training_needs.uncovered", names=", ".join(missing) or formats.MISSING))
st.caption(t("training_needs.unused", names=", ".join(map(formats.plain, idle)) or formats.MISSING))
section.draw(choice)
impact.draw(choice)
programme_map.draw()
screen.link("training_plan", t("training_needs.to_plan"))
