"""The training plan as one page to pass on: what it costs, what it closes, and what runs when; no agency, no person."""

import pandas as pd

from data.export.sheet.sheet import KeyFigure, Sheet
from pages.answers import outside
from pages.answers.choice import Choice
from pages.answers.plan.plan import Made
from pages.ui import charts
from pages.ui.page import screen
from pages.ui.panel import sheets
from pages.ui.panel.tables import Column
from pages.ui.plan import frames
from pages.ui.words import formats, t


def shared(choice: Choice, made: Made, total: dict[str, float], batches: pd.DataFrame) -> Sheet | None:
    """total: `report.totals` of the plan, batches: `frames.calendar`. None where fewer than ten people take part."""
    if not outside.enough(total["people"]):
        return None
    months = frames.months(made)
    busiest = months.loc[months["seats"].idxmax()]
    figures = (
        KeyFigure(t("training_plan.cost"), formats.whole_rupiah(total["cost"])),
        KeyFigure(t("training_plan.share"), formats.percent(total["share_closed"], 1)),
        KeyFigure(t("training_plan.seats"), formats.count(total["seats"])),
        KeyFigure(t("training_plan.people"), formats.count(total["people"])),
    )
    columns = [
        Column("programme_name", t("training_needs.programme")),
        Column("month_name", t("training_plan.month")),
        Column("seats", t("training_plan.seats"), "count"),
        Column("cost", t("training_plan.cost"), "rupiah"),
        Column("guessed", t("training_plan.price_kind")),
    ]
    return sheets.sheet(
        choice,
        finding(total),
        "",
        screen.stamp(choice),
        [
            sheets.chart(
                t("training_plan.months_title", month=busiest["month_name"], n=formats.count(busiest["seats"])),
                lambda look, lang: charts.bars(months, look, lang),
            ),
            sheets.table(frames.calendar_title(batches), batches[batches["seats"].ge(outside.LEAST)], columns),
        ],
        figures,
    )


def finding(total: dict[str, float]) -> str:
    """What the plan costs and closes."""
    share = formats.percent(total["share_closed"], 1)
    return t("training_plan.finding", cost=formats.whole_rupiah(total["cost"]), share=share)
