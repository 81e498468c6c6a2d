"""The charts of the citizens page."""

import streamlit as st

from analytics.citizens.disagreement import FEWEST_AGENCIES
from analytics.citizens.service_points import FEWEST
from analytics.trends.trends import FEWEST_PERIODS
from pages.answers.choice import Choice
from pages.answers.citizens.beside import asked_of_superiors
from pages.ui import charts
from pages.ui.charts import look
from pages.ui.citizens import frames
from pages.ui.page import screen, states, trail
from pages.ui.page.names import names
from pages.ui.panel.show import show_chart, show_later
from pages.ui.panel.tables import Column, usual
from pages.ui.words import formats, language, t


def views(choice: Choice, stamp: str) -> None:
    """Superiors beside citizens, then what to ask; a sentence where too few can be compared."""
    both = frames.views(choice)
    if both.empty or both["place"].isna().all():
        st.caption(t("citizens.few", n=FEWEST_AGENCIES))
        return
    drawn = both.head(frames.DRAWN)
    indicator = asked_of_superiors(choice)
    measure = names("indicators")[indicator] if indicator else t("sentence.composite")
    show_chart(
        "views",
        t("citizens.views_title"),
        lambda: charts.dumbbells(
            drawn, look.current(), language(), first=t("citizens.superior"), second=t("citizens.citizens")
        ),
        t("citizens.views_alt", n=len(drawn)),
        both,
        [
            *usual("agency"), Column("one", t("citizens.superior"), "score"),
            Column("two", t("citizens.citizens"), "score"), Column("gap", t("citizens.gap"), "change"),
            Column("off", t("citizens.off"), "change"), Column("off_low", t("citizens.off_low"), "change"),
            Column("off_high", t("citizens.off_high"), "change"), Column("place_words", t("citizens.place")),
            Column("n_rated", t("table.n_people"), "count"), *usual("n_respondents"),
        ],
        stamp,
        choice=choice,
        note=t("citizens.views_note", measure=formats.plain(measure), usual=formats.signed(both["usual"].iloc[0]),
               n=formats.count(both["place"].notna().sum())),
        marks=("opd",),
    )  # fmt: skip
    _questions(choice)


def _questions(choice: Choice) -> None:
    st.header(t("citizens.ask_title"), anchor=False)
    asked = frames.questions(choice)
    if not asked:
        st.markdown(t("citizens.ask_nobody"))
    for agency, text in asked:
        screen.link(trail.DETAIL, text, icon=":material/arrow_forward:", opd=agency, dari=trail.mark("citizens"))


def index(choice: Choice, stamp: str) -> None:
    """The agencies by their index; nothing where none has one."""
    known = frames.surveyed(choice)
    graded = known[known["ikm"].notna()]
    if graded.empty:
        return
    lowest = graded.head(frames.DRAWN)
    show_chart(
        "ikm",
        t("citizens.ikm_title"),
        lambda: charts.bars(lowest, look.current(), language(), top=100.0),
        t("citizens.ikm_alt", n=len(graded), **frames.reach(graded)),
        known,
        [
            *usual("agency"), Column("ikm_words", t("citizens.ikm")), Column("band_words", t("citizens.band")),
            Column("weakest_name", t("citizens.weakest"), leads=("indikator", "weakest")), *usual("n_respondents"),
            Column("verdict_words", t("citizens.verdict")), Column("slope", t("citizens.slope"), "change"),
            *usual("note"),
        ],
        stamp,
        choice=choice,
        note=t("citizens.ikm_note", n=len(lowest)),
        marks=("opd",),
    )  # fmt: skip


def elements(choice: Choice, stamp: str) -> None:
    """The nine elements, by name."""
    rows = frames.elements(choice)
    if rows.empty:
        return
    lowest = rows.iloc[0]
    show_chart(
        "elements",
        t("citizens.element_title", name=formats.plain(lowest["indicator_name"]), value=lowest["value_words"]),
        lambda: charts.bars(rows, look.current(), language(), top=4.0),
        t("citizens.element_alt", low=rows["value_words"].iloc[0], high=rows["value_words"].iloc[-1]),
        rows,
        [
            Column("indicator_name", t("citizens.element"), leads=("indikator", "indicator")),
            Column("value_words", t("citizens.value")), Column("about_words", t("citizens.about")),
            *usual("n_agencies", "n_respondents"),
        ],
        stamp,
        choice=choice,
        note=t("citizens.element_note", n=formats.count(rows["n_agencies"].max())),
        marks=("indikator",),
    )  # fmt: skip


def over_time(choice: Choice, stamp: str) -> None:
    """The indices over time, cut where they cannot be compared."""
    lines = frames.over_time(choice)
    if lines["seq"].nunique() < 2:
        states.one_period()
        return
    known = frames.surveyed(choice).dropna(subset="ikm")
    up, down = (int(known["verdict"].isin([way, f"likely_{way}"]).sum()) for way in ("up", "down"))
    n = lines["agency"].nunique()
    note = t("citizens.trend_note", n=n, least=FEWEST_PERIODS)
    show_chart(
        "ikm_trend",
        t("citizens.trend_title", up=up, down=down, rest=len(known) - up - down),
        lambda: charts.small_multiples(lines, look.current(), language()),
        t("citizens.trend_alt", n=n),
        lines,
        [*usual("agency", "period"), Column("ikm_words", t("citizens.ikm")), *usual("n_respondents"),
         Column("verdict_words", t("citizens.verdict"))],
        stamp,
        choice=choice,
        note=" ".join([note, *frames.breaks(choice)]),
        marks=("opd",),
    )  # fmt: skip


def service_points(choice: Choice) -> None:
    """Each service point, for planners; nothing where no upload holds any."""
    points = frames.service_points(choice)
    if points.empty:
        return
    st.header(t("citizens.points_title"), anchor=False)
    told = points["per_thousand"].notna().sum()
    st.markdown(t("citizens.points_lead", k=FEWEST, n=formats.count(len(points)), told=formats.count(told)))
    columns = [
        *usual("agency"), Column("unit_words", t("citizens.unit")), Column("ikm_words", t("citizens.ikm")),
        Column("band_words", t("citizens.band")), Column("given_words", t("citizens.given")),
        Column("weakest_name", t("citizens.weakest")), *usual("n_respondents"),
        Column("complaints", t("citizens.complaints"), "count"), Column("services", t("citizens.services"), "count"),
        Column("per_thousand_words", t("citizens.per_thousand")), Column("days", t("citizens.days"), "score"),
    ]  # fmt: skip
    origin = [formats.plain(choice.region_name), formats.period(choice.period), t("citizens.points_of")]
    origin += [t("stamp.demo")] if choice.demo else []
    stamp = f"{t('stamp.source')} {' · '.join(origin)}"
    st.caption(stamp)
    show_later("service_points", points, columns, t("citizens.points_title"), stamp, choice=choice)
