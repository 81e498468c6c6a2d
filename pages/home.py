"""Home: how are we, what stands out, what to ask."""

import streamlit as st

from pages.ui import charts, compare_frames, figures, look, numbers, sentences, shell, states
from pages.ui.show import show_chart
from pages.ui.tables import usual
from pages.ui.words import language, t

page = shell.begin("home", "leader", "sektor", "jabatan")
choice = page.choice
region = figures.region(choice)
now = region[region["period"] == choice.period]
change = figures.region_change(choice)

if now.empty or now["score"].isna().all():
    page.title(sentences.region_title(choice, float("nan"), change))
    states.nothing_matches(choice, "home")
    st.stop()

here = now.iloc[0]
funnel = figures.funnel(choice, choice.period)
page.title(sentences.region_title(choice, here["score"], change), sentences.compared(funnel))

outside = funnel["funnel"].isin(["above998", "below998"]).sum()
with st.container(horizontal=True, key="kpi"):
    shell.figure(
        t("home.kpi_score"),
        numbers.number(here["score"]),
        t("home.kpi_interval", low=numbers.number(here["low"]), high=numbers.number(here["high"])),
    )
    before = numbers.period(choice.previous, short=True) if choice.previous else numbers.MISSING
    shell.figure(t("home.kpi_change", before=before), *sentences.change_figure(change))
    shell.figure(
        t("home.kpi_outside"),
        numbers.count(outside),
        t("home.kpi_of", n=numbers.count(funnel["funnel"].ne("none").sum() or len(funnel))),
    )
    shell.figure(
        t("home.kpi_coverage"),
        numbers.percent(here["coverage"]),
        t("home.kpi_people", n=numbers.count(here["n_people"])),
    )

news, comparison = st.columns([2, 3], gap="large")
with news:
    st.header(t("home.changed"), anchor=False)
    signals = figures.signals(choice)
    titles = dict(zip(funnel["agency"], funnel["agency_name"], strict=True))
    if choice.previous is None:
        states.one_period()
    elif signals.empty:
        st.markdown(t("home.nothing_changed"))
    for row in signals.itertuples():
        shell.link("agency_trends", sentences.signal(row, titles.get(row.agency, row.agency)), opd=row.agency)
    st.header(t("home.questions"), anchor=False)
    for target in ("agency_trends", "sector_comparison", "method"):
        shell.link(target, t(f"home.ask_{target}"))

with comparison:
    sectors, members = compare_frames.strip_of_sectors(choice)
    show_chart(
        "sector_strip",
        t("home.strip_title"),
        lambda: charts.strip(sectors, members, look.current(), language(), reference=here["score"]),
        t("home.strip_alt", n=len(sectors), best=sectors["label"].iloc[0], last=sectors["label"].iloc[-1]),
        sectors,
        usual("sector", "score", "low", "high", "n_people", "n_agencies", "coverage"),
        shell.stamp(choice, here["n_people"], here["coverage"]),
        choice=choice,
        note=t("home.strip_note"),
    )
