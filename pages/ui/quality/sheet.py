"""Rating quality as one page to pass on: how many are rated, whether sources agree, how much is the rater.

No agency is named: a list of the least rated would be one of whom to blame, and who is left out of it is named by that.
"""

import pandas as pd

from data.export.sheet.sheet import Sheet
from pages.answers import outside
from pages.answers.choice import Choice
from pages.ui import charts
from pages.ui.page import screen
from pages.ui.page.names import names
from pages.ui.panel import sheets
from pages.ui.quality import frames
from pages.ui.words import formats, t


def shared(choice: Choice) -> Sheet | None:
    """None where fewer than ten were rated."""
    covered = frames.coverage(choice)
    if not len(covered) or not outside.enough(covered["n_people"].sum()):
        return None
    by_sector, both, raters = sectors(covered), frames.agreement(choice), frames.rater_share(choice)
    raters = raters[outside.large(raters)] if len(raters) else raters
    parts = []
    if len(by_sector):
        parts.append(
            sheets.chart(
                frames.coverage_title(by_sector),
                lambda look, lang: charts.bars(by_sector, look, lang, top=1.0),
                t("rating_quality.by_sector"),
            )
        )
    if len(both) and outside.enough(both["n_people"].sum()):
        note = t("rating_quality.agreement_note", mean=formats.signed(both["gap"].mean()))
        parts.append(sheets.said(frames.agreement_title(both), [note]))
    if len(raters):
        bars = frames.rater_bars(raters)
        parts.append(
            sheets.chart(
                frames.rater_title(bars),
                lambda look, lang: charts.bars(bars, look, lang, top=1.0),
                t("rating_quality.rater_note"),
            )
        )
    return sheets.sheet(choice, *frames.headline(covered), screen.stamp(choice, covered["n_people"].sum()), parts)


def sectors(covered: pd.DataFrame) -> pd.DataFrame:
    """The agencies of `coverage` with a staff list put together by sector, as bars, the least covered first."""
    known = covered[covered["coverage"].notna()]
    each = known.groupby("sector", as_index=False)[["n_people", "n_roster"]].sum()
    each = each[outside.large(each)]
    each = each.assign(coverage=each["n_people"] / each["n_roster"]).sort_values("coverage", kind="stable")
    return each.assign(
        key=each["sector"],
        label=each["sector"].map(names("sectors", short=True)),
        value=each["coverage"],
        text=[formats.percent(share) for share in each["coverage"]],
        tone="",
    )
