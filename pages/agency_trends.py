"""Trends: is an agency improving, and is it real?"""

import streamlit as st

from pages.ui import change_section, charts, figures, look, numbers, sentences, shell, states, trend_frames
from pages.ui.show import show_chart
from pages.ui.tables import usual
from pages.ui.words import language, t

page = shell.begin("agency_trends", "leader", "opd", "sektor", "jabatan", "indikator", "sumber")
choice = page.choice
history = figures.history(choice)
judged = trend_frames.judged(choice)

if history["score"].isna().all():
    page.title(t("agency_trends.page"))
    states.nothing_matches(choice, "agency_trends")
    st.stop()

paint, lang = look.current(), language()
measure = sentences.measure(choice)

if choice.agency is None:
    page.title(sentences.trends_title(judged), t("agency_trends.lead", measure=measure))
    lines = trend_frames.region_line(choice)
    show_chart(
        "region_trend",
        t("agency_trends.region_title", place=numbers.plain(choice.region_name)),
        lambda: charts.trend(
            lines, paint, lang, band=trend_frames.band(history), **trend_frames.notes(choice, history)
        ),
        t(
            "agency_trends.region_alt",
            first=numbers.number(lines["score"].iloc[0]),
            last=numbers.number(lines["score"].iloc[-1]),
        ),
        lines,
        usual("period", "score", "low", "high", "n_people", "coverage"),
        shell.stamp(choice, lines["n_people"].iloc[-1], lines["coverage"].iloc[-1]),
        choice=choice,
        note=t("agency_trends.band_note"),
    )
else:
    name = choice.labels["opd"]
    row = trend_frames.row_of(judged, choice.agency)
    page.title(sentences.trend_title(name, row, choice), sentences.trend_lead(row, choice))
    lines = trend_frames.agency_lines(choice)
    mine = lines[lines["focus"]]
    if mine.empty:
        states.suppressed()
        st.stop()
    show_chart(
        "agency_trend",
        t("agency_trends.agency_title", measure=measure, name=numbers.plain(name)),
        lambda: charts.trend(
            lines, paint, lang, band=trend_frames.band(history), **trend_frames.notes(choice, history)
        ),
        t("agency_trends.agency_alt", name=name, n=len(mine), last=numbers.number(mine["score"].iloc[-1])),
        mine,
        usual("period", "score", "low", "high", "n_people", "coverage", "note"),
        shell.stamp(choice, mine["n_people"].iloc[-1], mine["coverage"].iloc[-1]),
        choice=choice,
        note=t("agency_trends.band_note"),
    )
    if choice.previous is not None:
        change_section.show(choice, name)
    parts = trend_frames.indicator_panels(choice)
    if choice.indicator is None and len(parts):
        show_chart(
            "agency_indicators",
            t("agency_trends.indicators_title"),
            lambda: charts.small_multiples(parts, paint, lang),
            t("agency_trends.indicators_alt", name=name, n=parts["panel"].nunique()),
            parts[parts["focus"]],
            usual("indicator", "period", "score", "n_people", "coverage"),
            shell.stamp(choice),
            choice=choice,
            note=t("agency_trends.indicators_note"),
        )

if len(choice.periods) == 1:
    states.one_period()
picked = trend_frames.pick_table(judged, choice)
if picked:
    shell.open_agency(picked)
