"""What the plan page shows first: the plan under the limits asked for, its calendar and its months, with words."""

import pandas as pd
import streamlit as st

from analytics.plan import report
from analytics.plan.steps import Question
from pages.answers.choice import Choice
from pages.answers.needs.effects import runs_seen
from pages.answers.plan import plan
from pages.answers.plan.plan import Made
from pages.answers.plan.scenario import Asked
from pages.ui.page import cached, guard
from pages.ui.page.names import names, rows
from pages.ui.panel.tables import Column
from pages.ui.plan import making
from pages.ui.words import formats, t

SOLID = 0.8  # share of draws from which an item counts as standing


def work(choice: Choice, asked: Asked, place: str = "rencana") -> making.Work:
    """The plan of a scenario for the chosen region and period, begun now or found as somebody left it. place: the
    parameter of the address that holds the scenario."""
    key = (choice.region, choice.period, asked.code)
    return making.ask(_question(choice, asked, key, guard.actor().sees, cached.store().version()), place)


@st.cache_resource(max_entries=24, show_spinner=False)
def _question(_choice: Choice, _asked: Asked, key: tuple, sees: tuple, version: int) -> Question:
    return plan.question(_choice, _asked.limits)


def made(work: making.Work) -> Made | None:
    """The best plan so far, None before the first."""
    return None if work.plan is None else plan.made(work.plan, work.question)


def calendar(choice: Choice, made: Made) -> pd.DataFrame:
    """One row: one programme in one month, with what article 207 asks of a plan (`plan.calendar` with names)."""
    texts = rows("programmes").set_index("code")
    table = plan.calendar(made)
    competency = report.competencies(made.plan, made.gaps, made.links, competency_kinds(choice))
    return table.assign(
        programme_name=table["programme"].map(names("programmes")),
        competency=[competency.get(key, "") for key in zip(table["programme"], table["month"], strict=True)],
        guessed=table["estimated"].map({True: t("training_plan.guess"), False: t("training_plan.set_price")}),
        month_name=[month_name(month) for month in table["month"]],
        form=table["programme"].map(texts["form"]),
        organiser=table["programme"].map(texts["organiser"]),
    )


def calendar_title(batches: pd.DataFrame) -> str:
    """How many programmes run, and from when to when. batches: `calendar`."""
    first, last = month_name(batches["month"].min()), month_name(batches["month"].max())
    n = formats.count(batches["programme"].nunique())
    if first == last:
        return t("training_plan.calendar_one", n=n, month=first)
    return t("training_plan.calendar_from_to", n=n, first=first, last=last)


def competency_kinds(choice: Choice) -> dict[str, str]:
    """Indicator -> kind of competency in words."""
    return {code: t(f"competency.{kind}") for code, kind in plan.kinds(choice).items()}


def effects_said(choice: Choice, made: Made) -> str:
    """By whose evidence the plan's programmes are counted on."""
    planned, known = made.plan.seats["programme"].unique(), runs_seen(choice)
    seen = sum(code in known for code in planned)
    return t("training_plan.effects_words", seen=formats.count(seen), all=formats.count(len(planned)))


def months(made: Made) -> pd.DataFrame:
    """`plan.months` as bars of the seats."""
    table = plan.months(made)
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
        Column("cost", t("training_plan.cost"), "rupiah"),
        Column("guessed", t("training_plan.price_kind")),
        Column("seats", t("training_plan.seats"), "count"),
        Column("batches", t("training_plan.batches"), "count"),
        Column("pns", "PNS", "count"),
        Column("pppk", "PPPK", "count"),
        Column("competency", t("training_plan.competency")),
        Column("form", t("training_plan.form")),
        Column("organiser", t("training_plan.organiser")),
        Column("hours", t("training_plan.hours_each"), "count"),
    ]
