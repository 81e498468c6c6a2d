"""The frames of the plan page: the plan under the limits asked for, its calendar and its months."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from analytics.plan import report
from analytics.plan.limits import Limits
from analytics.plan.make import Plan
from analytics.plan.steps import Question
from pages.answers.choice import Choice
from pages.ui.needs import frames
from pages.ui.page import cached, guard
from pages.ui.page.names import names, rows
from pages.ui.panel.tables import Column
from pages.ui.plan import making
from pages.ui.plan.scenario import Asked
from pages.ui.words import formats, t

SECONDS = 40.0  # by the clock, on a machine that may be busy; alone the demo needs about 4
SOLID = 0.8  # share of draws from which an item counts as standing
GROUPS = {"hasil": "technical", "layanan": "technical", "teknis": "technical", "manajerial": "managerial",
          "perilaku": "managerial", "sosiokultural": "sociocultural"}  # fmt: skip


@dataclass(frozen=True)
class Made:
    """The best plan so far with the frames it was made from."""

    plan: Plan
    persons: pd.DataFrame
    gaps: pd.DataFrame
    programmes: pd.DataFrame
    links: pd.DataFrame
    limits: Limits

    @property
    def settled(self) -> bool:
        """Whether this is the plan, and not the first one shown while it is looked for."""
        return self.plan.method != "quick"


def work(choice: Choice, asked: Asked) -> making.Work:
    """The plan of a scenario for the chosen region and period, begun now or found as somebody left it."""
    key = (choice.region, choice.period, asked.code)
    return making.desk().ask(_question(choice, asked, key, guard.role(), cached.store().version()))


@st.cache_resource(max_entries=24, show_spinner=False)
def _question(_choice: Choice, _asked: Asked, key: tuple, role: str, version: int) -> Question:
    persons, gaps = frames.persons(_choice), frames.planned_gaps(_choice)
    gaps = gaps.loc[gaps["employee"].isin(persons["employee"])]
    programmes, _ = frames.catalogue(_choice)
    return Question(persons, gaps, programmes, frames.links(), _asked.limits, SECONDS, frames.SEED)


def made(one: making.Work) -> Made | None:
    """The best plan so far, None before the first."""
    asked = one.question
    if one.plan is None:
        return None
    return Made(one.plan, asked.persons, asked.gaps, asked.programmes, asked.links, asked.limits)


def calendar(found: Made) -> pd.DataFrame:
    """One row: one programme in one month, with what article 207 asks of a plan (`report.calendar` with names)."""
    texts = rows("programmes").set_index("code")
    table = report.calendar(found.plan)
    kind = report.competencies(found.plan, found.gaps, found.links, competency_kinds())
    return table.assign(
        programme_name=table["programme"].map(names("programmes")),
        competency=[kind.get(key, "") for key in zip(table["programme"], table["month"], strict=True)],
        hours=table["programme"].map(found.programmes.set_index("programme")["hours"]),
        guessed=table["programme"]
        .map(found.programmes.set_index("programme")["estimated"])
        .map({True: t("training_plan.guess"), False: t("training_plan.set_price")}),
        month_name=[month_name(month) for month in table["month"]],
        form=table["programme"].map(texts["form"]),
        organiser=table["programme"].map(texts["organiser"]),
    )


def competency_kinds() -> dict[str, str]:
    """Indicator -> kind of competency as PermenPANRB 38/2017 names them."""
    return {
        row.code: t(f"competency.{GROUPS[row.grp]}") for row in rows("indicators").itertuples() if row.grp in GROUPS
    }


def months(found: Made) -> pd.DataFrame:
    """One row: one month of the plan, as bars of its seats."""
    table = report.calendar(found.plan).groupby("month", as_index=False)[["batches", "seats", "cost"]].sum()
    table = table.set_index("month").reindex(found.limits.months, fill_value=0).reset_index()
    return table.assign(
        key=table["month"].astype(str),
        month_name=[month_name(month) for month in table["month"]],
        label=[month_name(month) for month in table["month"]],
        value=table["seats"],
        text=[
            f"{t('training_plan.n_seats', n=formats.count(row.seats))} · {formats.rupiah(row.cost)}"
            for row in table.itertuples()
        ],
        tone="",
    )


def month_columns() -> list[Column]:
    return [
        Column("month_name", t("training_plan.month")),
        Column("batches", t("training_plan.batches"), "count"),
        Column("seats", t("training_plan.seats"), "count"),
        Column("cost", t("training_plan.cost"), "rupiah"),
    ]


def month_name(month: int) -> str:
    """Jan, Feb, ... in the reader's language."""
    return formats.period(f"2000-{month:02d}").split(" ")[0]


def calendar_columns() -> list[Column]:
    return [
        Column("programme_name", t("training_needs.programme")),
        Column("month_name", t("training_plan.month")),
        Column("competency", t("training_plan.competency")),
        Column("form", t("training_plan.form")),
        Column("organiser", t("training_plan.organiser")),
        Column("hours", t("training_plan.hours_each"), "count"),
        Column("batches", t("training_plan.batches"), "count"),
        Column("seats", t("training_plan.seats"), "count"),
        Column("pns", "PNS", "count"),
        Column("pppk", "PPPK", "count"),
        Column("cost", t("training_plan.cost"), "rupiah"),
        Column("guessed", t("training_plan.price_kind")),
    ]
