"""The training needs as one page to pass on: what falls short in the region and what helps, without agencies.

Needs name the agencies that fall short most; on paper they stand together by indicator, in groups of ten and more.
"""

import pandas as pd

from data.export.sheet.sheet import Sheet
from pages.answers import outside
from pages.answers.choice import Choice
from pages.ui import charts
from pages.ui.needs import frames
from pages.ui.page import screen
from pages.ui.panel import sheets
from pages.ui.words import formats, t

PROGRAMMES = 12


def shared(choice: Choice, needs: pd.DataFrame, matches: pd.DataFrame) -> Sheet | None:
    """needs: those a training may help; matches: `frames.programme_matches`. None where no indicator has ten people."""
    each = by_indicator(needs)
    if each.empty:
        return None
    bars = each.assign(
        key=each["indicator"], label=each["indicator_name"], value=each["need"], tone="",
        text=[t("training_needs.people", n=formats.count(n)) for n in each["people"]],
    )  # fmt: skip
    first = each.iloc[0]
    offered = matches[pd.to_numeric(matches["people"]).ge(outside.LEAST)].head(PROGRAMMES)
    return sheets.sheet(
        choice,
        t("training_needs.shared", indicator=first["indicator_name"], n=formats.count(first["people"])),
        t("training_needs.shared_lead"),
        screen.stamp(choice),
        [
            sheets.chart(t("training_needs.by_indicator"), lambda look, lang: charts.bars(bars, look, lang)),
            sheets.table(frames.best_match(offered), offered, frames.programme_columns()),
        ],
    )


def by_indicator(needs: pd.DataFrame) -> pd.DataFrame:
    """One row: one indicator, how many times somebody falls short in it, and the need; the largest first."""
    each = needs[needs["need"] > 0].groupby(["indicator", "indicator_name"], as_index=False)[["people", "need"]].sum()
    return each[each["people"] >= outside.LEAST].sort_values("need", ascending=False, ignore_index=True)
