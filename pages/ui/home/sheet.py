"""Home as one page to pass on: the headline, who rose for sure, sectors, and the good news of what changed."""

from data.export.sheet.sheet import KeyFigure, Sheet
from pages.answers import outside
from pages.answers.choice import Choice
from pages.answers.comparison.comparison import compared
from pages.ui import charts
from pages.ui.home import attention, frames, headline, sector_strip, signal_cards
from pages.ui.page import screen
from pages.ui.panel import sheets
from pages.ui.words import formats, sentences, t


def shared(choice: Choice) -> Sheet | None:
    """None where the region, or what the filters leave of it, is too small to be passed on."""
    first = headline.headline(choice)
    if not first.key_figures or not outside.enough(first.n_people, first.n_respondents):
        return None
    here = compared(choice)
    nameable = set(here.loc[outside.large(here), "agency"]) - outside.helped(choice)
    figures = tuple(
        KeyFigure(*(formats.rich(text) for text in (figure.label, figure.value, figure.range, figure.note)))
        for figure in first.key_figures
    )
    praised = [card for card in attention.cards(choice) if card.group == "praise" and card.agency in nameable]
    counted, rows = sector_strip.rows(choice)
    rows = [row for row in rows if outside.enough(row.n_people, row.n_respondents)]
    told = {card.agency for card in praised}
    news = [
        card for card in signal_cards.cards(choice)
        if card.code in sentences.GOOD and card.agency in nameable and card.agency not in told
    ]  # fmt: skip
    return sheets.sheet(
        choice,
        first.title,
        first.lead,
        screen.stamp(choice, first.n_people, first.weight_coverage, n_respondents=first.n_respondents),
        [
            sheets.said(
                t("attention.praise"),
                [f"{card.label}: {card.way}. {card.claim}" for card in praised],
                none=t("share.nobody"),
            ),
            _strip(choice, first.score),
            sheets.said(t("home.competence"), [row.text for row in rows], none=t("home.competence_none"), note=counted),
            sheets.said(t("home.changed"), [f"{sentences.SIGNS[card.code]} {card.sentence}." for card in news]),
        ],
        figures,
    )


def _strip(choice: Choice, score: float):
    """Sectors with their agencies as dots nobody is named by."""
    groups, members = frames.strip_of_sectors(choice)
    groups, members = groups[outside.large(groups)], members[outside.large(members)]
    if groups.empty:
        return None
    region = None if choice.sector or choice.position else score
    return sheets.chart(
        sentences.reach("home.strip_title", groups["score"]),
        lambda look, lang: charts.strip(groups, members, look, lang, reference=region),
        t("home.strip_note"),
    )
