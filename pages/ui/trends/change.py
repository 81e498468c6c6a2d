"""Where an agency's change since the period before comes from, in steps that add up to it, or why that is not told."""

import pandas as pd
import streamlit as st

from pages.answers.changes import parts, why_not_split
from pages.answers.choice import Choice
from pages.ui import charts
from pages.ui.charts import look
from pages.ui.page import screen
from pages.ui.panel.show import show_chart
from pages.ui.panel.tables import Column
from pages.ui.words import formats, language, t

STEPS = ("same_people", "joiners_leavers", "weights", "other")


def show(choice: Choice, name: str) -> None:
    """The steps of the chosen agency's change as chart and table."""
    split = parts(choice, choice.period)
    row = next(split[split["agency"] == choice.agency].itertuples(), None)
    if row is None or formats.missing(row.change):
        return
    before = formats.period(choice.previous)
    title = t("agency_trends.parts_title", change=formats.signed(row.change), before=before)
    if isinstance(row.reason, str):
        st.header(title, anchor=False)
        st.markdown(t(f"agency_trends.parts_{why_not_split(choice)}"))
        return
    steps = table(row)
    show_chart(
        "agency_parts",
        title,
        lambda: charts.waterfall(steps, look.current(), language()),
        t(
            "agency_trends.parts_alt",
            name=name,
            change=formats.signed(row.change),
            same=formats.signed(row.same_people),
            turnover=formats.signed(row.joiners_leavers),
        ),
        steps,
        [Column("label", t("agency_trends.parts_step")), Column("value", t("agency_trends.parts_points"), "change")],
        screen.stamp(choice, row.n_stay + row.n_join),
        choice=choice,
        note=t(
            "agency_trends.parts_note",
            stay=formats.count(row.n_stay),
            join=formats.count(row.n_join),
            leave=formats.count(row.n_leave),
        ),
    )


def table(row) -> pd.DataFrame:
    """One row: one step (label, value in points); the last (total) is the change they add up to. A step of zero points
    by the weights is left out: they were the same."""
    # Positions are not told apart in the sums of stayers, so a change of their mix sits with those who came and left.
    values = {step: getattr(row, step) for step in STEPS}
    values["joiners_leavers"] += row.position_mix
    kept = [step for step in STEPS if step != "weights" or values[step]]
    rows = [(t(f"agency_trends.part_{step}"), values[step], False) for step in kept]
    return pd.DataFrame([*rows, (t("agency_trends.part_total"), row.change, True)], columns=["label", "value", "total"])
