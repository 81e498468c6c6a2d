"""The gaps as one page to pass on: sectors by indicators (position groups where one sector is chosen), no agency."""

from analytics.gaps.gaps import people_behind
from data.export.sheet.sheet import Sheet
from pages.answers import outside
from pages.answers.choice import Choice
from pages.ui import charts
from pages.ui.gaps import frames
from pages.ui.page import screen
from pages.ui.panel import sheets
from pages.ui.panel.tables import Column, usual
from pages.ui.words import t

LARGEST = 10


def shared(choice: Choice) -> Sheet | None:
    """None where no unit has ten people."""
    unit = frames.unit()
    if unit == "agency":
        unit = "position" if choice.sector else "sector"
    cells = frames.cells(choice, unit)
    cells = cells[outside.large(cells)] if len(cells) else cells
    if cells.empty or cells["gap"].isna().all():
        return None
    worst = cells[cells["state"] == "below"].nlargest(LARGEST, "gap")
    worst = worst.assign(range_words=[sheets.ends(row.gap_low, row.gap_high) for row in worst.itertuples()])
    n_people, n_respondents = people_behind(cells, unit)
    return sheets.sheet(
        choice,
        frames.title(cells),
        "",
        screen.stamp(choice, n_people, n_respondents=n_respondents),
        [
            sheets.chart(
                t("competency_gaps.heat_title", unit=t(f"table.{unit}").lower(), **frames.counts(cells)),
                lambda look, lang: charts.heat(cells, look, lang),
                t("competency_gaps.heat_note"),
            ),
            sheets.table(t("share.largest_gaps", n=len(worst)), worst, _columns(unit)),
        ],
    )


def _columns(unit: str) -> list[Column]:
    return [
        Column("unit_name", t(f"table.{unit}")), *usual("indicator"),
        Column("mean", t("competency_gaps.mean"), "score"), Column("standard", t("competency_gaps.standard"), "score"),
        Column("gap", t("competency_gaps.gap"), "score"), Column("range_words", t("evidence.range")),
        *usual("n_people"),
    ]  # fmt: skip
