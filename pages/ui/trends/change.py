"""Where an agency's change since the period before comes from, in steps that add up to it, or why that is not told."""

import pandas as pd
import streamlit as st

from analytics.change.parts import CUT, PARTS
from pages.answers.changes import parts
from pages.answers.choice import Choice
from pages.answers.scores import changed_here
from pages.ui import charts
from pages.ui.charts import look
from pages.ui.page import screen
from pages.ui.panel.show import show_chart
from pages.ui.panel.tables import Column
from pages.ui.words import formats, language, t

NOTEWORTHY = 1.0
"""Points from which the title names the largest step: under it, it would make much of little."""


def show(choice: Choice, name: str) -> None:
    """The steps of the chosen agency's change as chart and table."""
    split = parts(choice, choice.period)
    row = next(split[split["agency"] == choice.agency].itertuples(), None)
    if row is None and choice.agency in set(changed_here(choice)["agency"]):
        st.markdown(t("agency_trends.parts_instrument"))
    if row is None or formats.missing(row.change):
        return
    if isinstance(row.reason, str):
        before = formats.period(choice.previous)
        st.header(t("agency_trends.parts_title", change=formats.signed(row.change), before=before), anchor=False)
        st.markdown(t(f"agency_trends.parts_{row.reason}"))
        return
    steps = table(row)
    show_chart(
        "agency_parts",
        _title(choice, row, steps),
        lambda: charts.waterfall(steps, look.current(), language()),
        _description(name, row, steps),
        steps,
        [Column("label", t("agency_trends.parts_step")), Column("value", t("agency_trends.parts_points"), "change")],
        screen.stamp(choice, row.n_people, n_respondents=row.n_respondents),
        choice=choice,
        note=_note(row),
    )


def table(row) -> pd.DataFrame:
    """One row: one step (label, value in points); the last (total) is the change they add up to. A step of zero points
    is left out, but for the people's: that they did not move says something."""
    told = {part: getattr(row, part) for part in PARTS if not formats.missing(getattr(row, part))}
    always = CUT[:1] if CUT[0] in told else ["people"]
    kept = {part: value for part, value in told.items() if value or part in always}
    called = {"people": "people_rest"} if CUT[0] in told else {}  # what is left where some are told apart
    rows = [(t(f"agency_trends.part_{called.get(part, part)}"), value, False) for part, value in kept.items()]
    return pd.DataFrame([*rows, (t("agency_trends.part_total"), row.change, True)], columns=["label", "value", "total"])


def _largest(steps: pd.DataFrame):
    """The step that brings most in the direction of the change."""
    one_way = steps[~steps["total"]].assign(toward=steps["value"] * (1 if steps["value"].iloc[-1] >= 0 else -1))
    return one_way.loc[one_way["toward"].idxmax()]


def _title(choice: Choice, row, steps: pd.DataFrame) -> str:
    words = {"change": formats.signed(row.change), "before": formats.period(choice.previous)}
    if not row.known:
        return t("agency_trends.parts_title_unknown", **words)
    if abs(row.change) < NOTEWORTHY:
        return t("agency_trends.parts_title", **words)
    step = _largest(steps)
    part = {"part": step["label"], "points": formats.signed(step["value"])}
    return t("agency_trends.parts_title_mostly", **words, **part)


def _description(name: str, row, steps: pd.DataFrame) -> str:
    listed = "; ".join(f"{step.label} {formats.signed(step.value)}" for step in steps[~steps["total"]].itertuples())
    return t("agency_trends.parts_alt", name=name, change=formats.signed(row.change), steps=listed)


def _note(row) -> str:
    """What the steps are, whose ratings they stand on, and why people are not told apart where they are not."""
    said = [t("agency_trends.parts_sum")]
    if row.uncut is not None:
        said.append(t(f"agency_trends.parts_{row.uncut}"))
    else:
        counts = {part: formats.count(getattr(row, f"n_{part}")) for part in ("stay", "join", "leave")}
        said.append(t("agency_trends.parts_people", **counts))
        if row.people:
            said.append(t("agency_trends.parts_share", share=formats.percent(row.told)))
    if row.other:
        said.append(t("agency_trends.parts_rest"))
    return " ".join(said)
