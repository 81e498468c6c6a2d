"""Raters for a calibration meeting: who is strict or lenient beside others, and how people rate. For planners."""

import pandas as pd
import streamlit as st

from data.export.tables import to_xlsx
from data.store.noting import looked
from pages.answers.choice import Choice
from pages.answers.needs.roster import agency_names
from pages.answers.raters import calibration
from pages.ui import charts
from pages.ui.charts import look
from pages.ui.page import cached, downloads, guard, naming, screen
from pages.ui.page.names import names
from pages.ui.page.remember import remembered
from pages.ui.panel.show import show_chart
from pages.ui.panel.tables import Column, show_first, show_table
from pages.ui.words import formats, language, t

DRAWN = 12
MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@remembered
def listed(choice: Choice) -> pd.DataFrame:
    """`calibration.raters` in words, each with a number instead of a name."""
    told, called = calibration.raters(choice), agency_names(choice)
    kinds = names("sources")
    return told.assign(
        key=told["rater"].astype(str),
        label=[
            t("calibration.rater", n=formats.count(number), agency=called.get(row.agency, row.agency))
            for number, row in enumerate(told.itertuples(), 1)
        ],
        agency_name=told["agency"].map(called).fillna(told["agency"]),
        source_name=[", ".join(kinds.get(code, code) for code in row.sources) for row in told.itertuples()],
        text=[t(f"calibration.{code}") for code in told["verdict"]],
        tone="",
        reach=[_reach(row) for row in told.itertuples()],
        ways=[", ".join(t(f"calibration.habit.{code}") for code in row.habits) for row in told.itertuples()],
    )


def _reach(row) -> str:
    if formats.missing(row.severity):
        return formats.MISSING
    return t("calibration.reach", low=formats.signed(row.low), high=formats.signed(row.high))


def draw(choice: Choice, stamp: str) -> None:
    """The raters to talk about, how far raters can be compared at all, and how far each source agrees with itself."""
    if not guard.may("persons"):
        return
    told = listed(choice)
    talk = told[told["talk"]].reset_index(drop=True)
    with st.container(key="part_calibration"):
        st.header(
            t("calibration.title" if len(talk) else "calibration.nobody", n=formats.count(len(talk))), anchor=False
        )
        st.markdown(_compared(told))
    drawn = talk[talk["verdict"].isin(["strict", "lenient"])].head(DRAWN).reset_index(drop=True)
    if len(drawn):
        show_chart(
            "calibration", "",
            lambda: charts.forest(
                drawn, look.current(), language(), effect=t("calibration.severity"), raw=t("calibration.raw")
            ),
            t("calibration.alt", n=len(drawn)), talk, _columns(), stamp, choice=choice, download=False,
            note=t("calibration.note", drawn=formats.count(len(drawn))),
        )  # fmt: skip
    elif len(talk):
        show_first(talk, _columns(), t("calibration.title", n=len(talk)), "calibration")
    if len(talk) and guard.may("export"):
        downloads.button(
            t("calibration.take_out"), lambda: _named(choice, talk), "export", key="calibration_named", mime=MIME,
            file_name=naming.file_name(naming.chosen(choice), t("calibration.file"), "xlsx"), type="tertiary",
        )  # fmt: skip
    _agreement(choice)


def _compared(told: pd.DataFrame) -> str:
    """How many raters can be compared, in how many groups, and why the others cannot."""
    known = told[told["severity"].notna()]
    return t(
        "calibration.compared", told=formats.count(len(known)), all=formats.count(len(told)),
        groups=formats.count(known["group"].nunique()), alone=formats.count(told["verdict"].eq("alone").sum()),
    )  # fmt: skip


def _agreement(choice: Choice) -> None:
    kinds = names("sources")
    sources = calibration.sources(choice)
    sources = sources[sources["single"].notna()]
    if sources.empty:
        st.caption(t("calibration.no_agreement"))
        return
    sources = sources.assign(
        source_name=sources["source"].map(kinds),
        needed_words=[t("calibration.never") if formats.missing(n) else formats.count(n) for n in sources["needed"]],
    )
    st.caption(t("calibration.agreement_note"))
    columns = [
        Column("source_name", t("table.source")), Column("n_people", t("calibration.shared"), "count"),
        Column("each", t("calibration.each"), "score"), Column("single", t("calibration.single"), "percent"),
        Column("mean", t("calibration.mean"), "percent"), Column("needed_words", t("calibration.needed")),
    ]  # fmt: skip
    show_table(sources, columns, t("calibration.agreement"))


def _columns() -> list[Column]:
    return [
        Column("label", t("calibration.who")), Column("source_name", t("table.source")),
        Column("n_ratees", t("calibration.n_ratees"), "count"), Column("n_shared", t("calibration.n_shared"), "count"),
        Column("text", t("calibration.verdict")), Column("severity", t("calibration.severity"), "change"),
        Column("reach", t("calibration.range")), Column("raw", t("calibration.raw"), "change"),
        Column("ways", t("calibration.habits")),
    ]  # fmt: skip


def _named(choice: Choice, talk: pd.DataFrame) -> bytes:
    """The list for the meeting, with names: that somebody took it out is recorded first. In the order of agencies,
    never of figures."""
    known = cached.ask("person_names", region=choice.region, employees=sorted(int(code) for code in talk["rater"]))
    people = [int(code) for code in talk["rater"]]
    looked(cached.store(), guard.actor(), screen.today(), "calibration", len(people), people=people)
    who = known.set_index("employee")
    table = talk.assign(name=talk["rater"].map(who["name"]), nip=talk["rater"].map(who["nip"]))
    table = table.sort_values(["agency_name", "label"])
    heads = {"agency_name": t("table.agency"), "unit": t("citizens.unit"), "name": t("calibration.name"), "nip": "NIP"}
    heads |= {column.name: column.heading for column in _columns()}
    return to_xlsx({t("calibration.file"): table[list(heads)].rename(columns=heads)})
