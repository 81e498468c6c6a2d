"""Whom to praise, help and ask, as cards: who, the way over the years, how sure, and a question ready for the head."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from pages.answers import attention
from pages.answers.choice import Choice
from pages.ui.home.questions import Question
from pages.ui.page import screen, trail
from pages.ui.page.names import names
from pages.ui.page.remember import remembered
from pages.ui.words import formats, sentences, t

GROUPS = ("praise", "help", "ask")
LEAST_TALL = 4.0
"""Points over which the dots of a card reach at least: smaller ups and downs are not to look like a way."""


@dataclass(frozen=True)
class Card:
    """One agency in words: `name` in full ("" where `short` is it), `way` its scores over the years, `claim` how far
    and with which range, `sure` why that is certain or what else would explain it, `question` for its head, `scores` of
    its newest segment, oldest first."""

    group: str
    agency: str
    short: str
    name: str
    way: str
    claim: str
    sure: str
    question: str
    scores: tuple[float, ...]

    @property
    def label(self) -> str:
        return f"**{formats.plain(self.short)}** {formats.plain(self.name)}".strip()


@remembered
def cards(choice: Choice) -> list[Card]:
    """At most three of each group, the strongest ground first; none where nothing is certain."""
    called = names("sources")
    return [_card(row, called, sentences.whole_of(choice.whole())) for row in attention.named(choice).itertuples()]


def _card(row, sources: dict[str, str], whole: str) -> Card:
    code = row.verdict if isinstance(row.verdict, str) else "above998" if row.side > 0 else "below998"
    values = {
        "points": formats.signed(row.estimate), "amount": formats.number(abs(row.estimate)), "whole": whole,
        "low": formats.signed(row.low), "high": formats.signed(row.high),
        "now": formats.number(row.score), "before": formats.number(row.score_first),
        "since": formats.period(row.first, short=True), "last": formats.period(row.last, short=True),
        "verdict": _verdict(row), "sign": sentences.SIGNS[code],
        "most": sources.get(row.most_source, ""), "most_points": formats.signed(row.most_points),
        "least": sources.get(row.least_source, ""), "least_points": formats.signed(row.least_points),
        "n": 0 if pd.isna(row.n_sources) else int(row.n_sources),
    }  # fmt: skip
    sure = row.why or ("alike" if values["n"] > 1 else "single" if values["n"] else "alone")
    asked = row.why or f"{row.group}_{row.kind}"
    return Card(
        row.group,
        row.agency,
        row.short,
        row.agency_name if row.agency_name != row.short else "",
        t("attention.way" if row.n_periods > 1 else "attention.way_one", **values),
        t(f"attention.claim_{row.kind}", **values),
        t(f"attention.sure_{sure}", **values),
        t(f"attention.ask_{asked}", **values),
        row.scores,
    )


def _verdict(row) -> str:
    """What is said of the claim; a verdict held back for its raters keeps its own words."""
    if row.kind != "place":
        return sentences.verdict(row.verdict)
    return t("signal.word_above998" if row.side > 0 else "signal.word_below998")


def show(choice: Choice, cards: list[Card], questions: list[Question]) -> None:
    """The three groups; one without anybody is a line that says so. `questions` fill what is left of the last."""
    groups = {group: [card for card in cards if card.group == group] for group in GROUPS}
    if nobody := not (groups["praise"] or groups["help"]):
        st.markdown(t("attention.nobody"))
    for group, own in groups.items():
        if own or (group == "ask" and questions):
            st.header(t(f"attention.{group}"), anchor=False)
        elif group != "ask" and not nobody:
            st.markdown(t(f"attention.none_{group}"))
        if own:
            with st.container(key=f"attention_{group}", gap="xsmall"):
                for card in own:
                    _show(card)
    for question in questions:
        screen.link(question.page, question.text, icon=":material/help:", **question.changes)


def _show(card: Card) -> None:
    """The whole card is the link its first line holds (`look.css`), for a finger; a keyboard finds the link."""
    with st.container(border=True, gap="xxsmall", key=f"card_{card.agency}"):
        screen.link(trail.DETAIL, card.label, opd=card.agency, dari=trail.mark("home"))
        st.markdown(f"{card.claim}  \n{card.way}  \n{card.sure}  \n{t('attention.ready', question=card.question)}")
        if len(card.scores) > 1:
            st.html(_spark(card.scores))


def _spark(scores: tuple[float, ...]) -> str:
    """The scores as dots on a scale of their own, for the eye alone: the card says them in words."""
    wide, low, tall = len(scores) - 1, min(scores), max(max(scores) - min(scores), LEAST_TALL)
    dots = [
        f'<i style="left:{100 * place / wide:.0f}%;bottom:{100 * (score - low) / tall:.0f}%"></i>'
        for place, score in enumerate(scores)
    ]
    return f'<div class="spark" aria-hidden="true">{"".join(dots)}</div>'
