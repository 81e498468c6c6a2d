"""Sectors and agencies side by side: who differs beyond chance?"""

import streamlit as st

from pages.ui import charts, compare_frames, figures, look, numbers, sentences, shell, states
from pages.ui.show import show_chart
from pages.ui.tables import Column, usual
from pages.ui.words import language, t

page = shell.begin("sector_comparison", "leader", "sektor", "jabatan", "indikator", "sumber")
choice = page.choice
here = compare_frames.compared(choice)

if here["score"].isna().all():
    page.title(t("sector_comparison.page"))
    states.nothing_matches(choice, "sector_comparison")
    st.stop()

page.title(sentences.compared_title(here), sentences.compared(here))
paint, lang = look.current(), language()
stamp = shell.stamp(choice, here["n_people"].sum(), compare_frames.coverage(here))
columns = usual("agency", "sector", "score", "low", "high", "n_people", "coverage", "note")

limits = compare_frames.funnel_limits(here)
picked = len(limits) and show_chart(
    "funnel",
    t("sector_comparison.funnel_title"),
    lambda: charts.funnel(here, limits, paint, lang, centre=here["centre"].iloc[0]),
    sentences.compared(here).replace("**", ""),
    here,
    [*columns, Column("place", t("sector_comparison.place"))],
    stamp,
    choice=choice,
    note=t("sector_comparison.funnel_note"),
    pick=True,
)
picked = picked or show_chart(
    "ranking",
    t("sector_comparison.ranking_title", measure=sentences.measure(choice)),
    lambda: charts.ranking(
        here, paint, lang, reference=compare_frames.centre(choice), reference_label=t("filter.daerah")
    ),
    t("sector_comparison.ranking_alt", n=len(here), first=here["label"].iloc[0], last=here["label"].iloc[-1]),
    here,
    columns,
    stamp,
    choice=choice,
    note=t("sector_comparison.ranking_note"),
    pick=True,
)
picked = picked or shell.agency_picker("compare_pick", dict(zip(here["agency"], here["agency_name"], strict=True)))

matrix = compare_frames.matrix(choice)
drawn = compare_frames.standing_out(matrix)
if choice.indicator is None and len(matrix):
    picked = picked or show_chart(
        "matrix",
        t("sector_comparison.matrix_title"),
        lambda: charts.heat(drawn, paint, lang, centre=75),
        t("sector_comparison.matrix_alt", certain=int(matrix["certain"].sum()), all=len(matrix)),
        matrix,
        [*usual("agency", "indicator", "score", "low", "high", "n_people"), Column("verdict", t("table.verdict"))],
        stamp,
        choice=choice,
        note=compare_frames.matrix_key(matrix, drawn),
        pick=True,
    )

panels = compare_frames.sector_panels(choice)
if panels["seq"].nunique() > 1:
    show_chart(
        "sector_trends",
        t("sector_comparison.sectors_title"),
        lambda: charts.small_multiples(panels, paint, lang, reference=figures.region(choice).dropna(subset="score")),
        t("sector_comparison.sectors_alt", n=panels["panel"].nunique()),
        panels[panels["focus"]],
        usual("sector", "period", "score", "low", "high", "n_people", "coverage"),
        stamp,
        choice=choice,
        note=t("sector_comparison.sectors_note", place=numbers.plain(choice.region_name)),
    )
else:
    states.one_period()

if picked:
    shell.open_agency(picked)
