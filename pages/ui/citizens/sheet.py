"""The citizens page as one page to pass on: how far the indices reach, and the nine elements. No agency is named."""

from data.export.sheet.sheet import Sheet
from pages.answers import outside
from pages.answers.choice import Choice
from pages.ui import charts
from pages.ui.citizens import frames
from pages.ui.page import screen
from pages.ui.panel import sheets
from pages.ui.panel.tables import Column, usual
from pages.ui.words import formats, t


def shared(choice: Choice) -> Sheet | None:
    """None where fewer than ten citizens answered, or nobody's index is known."""
    rows, known = frames.elements(choice), frames.surveyed(choice)
    if rows.empty or not outside.enough(float("nan"), rows["n_respondents"].min()):
        return None
    title, lead = frames.headline(choice)
    graded = known[known["ikm"].notna()]
    lowest = rows.iloc[0]
    columns = [
        Column("indicator_name", t("citizens.element")), Column("value_words", t("citizens.value")),
        Column("about_words", t("citizens.about")), *usual("n_agencies", "n_respondents"),
    ]  # fmt: skip
    parts = [
        sheets.said(
            t("citizens.shared_heading"),
            [t("citizens.shared_line", n=formats.count(len(graded)), **frames.reach(graded))],
        ),
        sheets.chart(
            t("citizens.element_title", name=formats.plain(lowest["indicator_name"]), value=lowest["value_words"]),
            lambda look, lang: charts.bars(rows, look, lang, top=4.0),
            t("citizens.element_note", n=formats.count(rows["n_agencies"].max())),
        ),
        sheets.table(t("citizens.element"), rows, columns),
    ]
    return sheets.sheet(
        choice, title, lead, screen.stamp(choice, n_respondents=rows["n_respondents"].max()), parts
    )  # fmt: skip
