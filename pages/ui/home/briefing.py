"""The two-minute briefing: home on one A4 page, every figure the one on screen."""

import io

import docx
from docx.shared import Cm, Pt

from data.export.sheet import making
from pages.answers.choice import Choice
from pages.ui import charts
from pages.ui.charts.look import LIGHT
from pages.ui.charts.paper import described
from pages.ui.home import attention, frames, headline, questions, sector_strip, signal_cards
from pages.ui.page import downloads, naming, screen
from pages.ui.panel.evidence import as_line
from pages.ui.words import formats, language, sentences, t

SMALL, USUAL = Pt(8), Pt(9.5)
WIDE = 760  # pixels of the chart, as on a desk


def button(choice: Choice) -> None:
    """Hands out the briefing; it is written when the button is pressed."""
    downloads.button(
        t("home.briefing"),
        lambda: document(choice),
        file_name=naming.file_name(naming.chosen(choice), t("file.briefing"), "docx"),
        mime="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        key="briefing",
        icon=":material/description:",
        type="tertiary",
    )


def document(choice: Choice) -> bytes:
    """The briefing of a choice as DOCX."""
    first, named = headline.headline(choice), attention.cards(choice)
    codes = {card.agency for card in named}
    cards = signal_cards.beside(signal_cards.cards(choice), codes)
    paper = _empty()
    place = f"{sentences.place_of(choice)} · {formats.period(choice.period)}"
    _line(paper, t("briefing.title", place=place), SMALL)
    _line(paper, first.title, Pt(15), bold=True)
    _line(paper, first.lead)
    _key_figures(paper, first)
    _named(paper, named)
    counted, lines = sector_strip.rows(choice)
    _heading(paper, t("home.competence"))
    for row in lines:
        _line(paper, row.text)
    _line(paper, counted if lines else t("home.competence_none"), SMALL)
    _heading(paper, t("home.changed"))
    for card in cards:
        _line(paper, f"{sentences.SIGNS[card.code]} {card.sentence}. {card.why}", bold=True)
        change = f"{t('evidence.would_change')} {'; '.join(card.change)}."
        _line(paper, f"{as_line(card.facts)}. {change}", SMALL)
    if not cards:
        _line(
            paper,
            t("home.nothing_else" if codes else "home.nothing_changed" if choice.previous else "state.one_period"),
        )
    if names := signal_cards.ongoing(choice, codes):
        _line(paper, formats.bare(t("signal.ongoing", names=", ".join(names))))
    _heading(paper, t("home.questions"))
    for number, question in enumerate(questions.questions(choice, len(named)), 1):
        _line(paper, f"{number}. {question.text}")
    sectors, _ = frames.strip_of_sectors(choice)
    _heading(paper, sentences.reach("home.strip_title", sectors["score"]))
    _chart(paper, choice, first.score)
    _line(paper, screen.stamp(choice, first.n_people, first.weight_coverage, n_respondents=first.n_respondents), SMALL)
    made = formats.day(screen.today())
    _line(paper, t("briefing.foot", filters=naming.line(naming.chosen(choice)), made=made), SMALL)
    buffer = io.BytesIO()
    paper.save(buffer)
    return buffer.getvalue()


def _empty() -> docx.document.Document:
    paper = docx.Document()
    page = paper.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(1.8)
    page.top_margin = page.bottom_margin = Cm(1.4)
    usual = paper.styles["Normal"]
    usual.font.size = USUAL
    usual.paragraph_format.space_after = Pt(2)
    usual.paragraph_format.space_before = Pt(0)
    return paper


def _line(paper, text: str, size: Pt = USUAL, bold: bool = False) -> None:
    run = paper.add_paragraph().add_run(formats.bare(text))
    run.font.size, run.bold = size, bold


def _heading(paper, text: str) -> None:
    heading = paper.add_paragraph()
    heading.paragraph_format.space_before = Pt(7)
    run = heading.add_run(formats.bare(text))
    run.font.size, run.bold = Pt(11), True


def _chart(paper, choice: Choice, score: float) -> None:
    """The sectors and their agencies, as home draws them on a desk."""
    groups, members = frames.strip_of_sectors(choice)
    if groups.empty:
        return
    region = None if choice.sector or choice.position else score
    figure = charts.strip(groups, members, LIGHT, language(), reference=region)
    paper.add_picture(io.BytesIO(making.picture(described(figure), WIDE)), width=Cm(17.4))


def _key_figures(paper, first: headline.Headline) -> None:
    """One column per figure: label, value, range, note."""
    rows = [[getattr(figure, part) for figure in first.key_figures] for part in ("label", "value", "range", "note")]
    sizes = (SMALL, Pt(16), SMALL, SMALL)
    grid = paper.add_table(rows=0, cols=len(first.key_figures), style="Table Grid")
    cells = [grid.add_row().cells for _ in rows]
    for row, texts, size in zip(cells, rows, sizes, strict=True):
        for cell, text in zip(row, texts, strict=True):
            _write(cell, text, size, bold=size == Pt(16))


def _named(paper, cards: list[attention.Card]) -> None:
    """Whom to praise, help and ask; the paper says it as the cards do."""
    for group in attention.GROUPS:
        own = [card for card in cards if card.group == group]
        if own:
            _heading(paper, t(f"attention.{group}"))
        for card in own:
            _line(paper, f"{card.label.replace('**', '')}: {card.way}", bold=True)
            _line(paper, f"{card.claim}. {card.sure} {card.question}", SMALL)
    if not any(card.group != "ask" for card in cards):
        _line(paper, t("attention.nobody"))


def _write(cell, text: str, size: Pt, bold: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(formats.bare(str(text)))
    run.font.size, run.bold = size, bold
