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
figures_shown = usual("agency", "sector", "score", "low", "high", "n_people", "coverage", "note")
picked = []

limits = compare_frames.funnel_limits(here)
if len(limits):
    picked.append(
        show_chart(
            "funnel",
            t("sector_comparison.funnel_title"),
            charts.funnel(here, limits, paint, lang, centre=here["centre"].iloc[0]),
            sentences.compared(here).replace("**", ""),
            here,
            [*figures_shown, Column("place", t("sector_comparison.place"))],
            stamp,
            note=t("sector_comparison.funnel_note"),
            pick=True,
        )
    )

picked.append(
    show_chart(
        "ranking",
        t("sector_comparison.ranking_title", measure=sentences.measure(choice)),
        charts.ranking(here, paint, lang, reference=compare_frames.centre(choice), reference_label=t("filter.daerah")),
        t("sector_comparison.ranking_alt", n=len(here), first=here["label"].iloc[0], last=here["label"].iloc[-1]),
        here,
        figures_shown,
        stamp,
        note=t("sector_comparison.ranking_note"),
        pick=True,
    )
)
picked.append(shell.agency_picker("compare_pick", dict(zip(here["agency"], here["agency_name"], strict=True))))

matrix = compare_frames.matrix(choice, here)
if choice.indicator is None and len(matrix):
    cell = show_chart(
        "matrix",
        t("sector_comparison.matrix_title"),
        charts.heat(matrix, paint, lang, centre=75),
        t("sector_comparison.matrix_alt", certain=int(matrix["certain"].sum()), all=len(matrix)),
        matrix,
        [*usual("agency", "indicator", "score", "low", "high", "n_people"), Column("verdict", t("table.verdict"))],
        stamp,
        note=compare_frames.matrix_key(matrix),
        pick=True,
    )
    if cell:
        shell.open_agency(cell[0], indicator=cell[1])

panels = compare_frames.sector_panels(choice)
if panels["seq"].nunique() > 1:
    show_chart(
        "sector_trends",
        t("sector_comparison.sectors_title"),
        charts.small_multiples(panels, paint, lang, reference=figures.region(choice).dropna(subset="score")),
        t("sector_comparison.sectors_alt", n=panels["panel"].nunique()),
        panels[panels["focus"]],
        usual("sector", "period", "score", "low", "high", "n_people", "coverage"),
        stamp,
        note=t("sector_comparison.sectors_note", place=numbers.plain(choice.region_name)),
    )
else:
    states.one_period()

for code in filter(None, picked):
    shell.open_agency(code)
