"""What changed, as cards: the verdict and the agency in one row, the evidence when it is opened."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from analytics.trends.signals import MOST
from analytics.verdicts import judge
from pages.answers import signals
from pages.answers.changes import changes, verdicts
from pages.answers.choice import Choice
from pages.answers.scores import funnel
from pages.ui.page import screen, states, trail
from pages.ui.page.remember import remembered
from pages.ui.panel import evidence
from pages.ui.words import formats, sentences, t

MOST_NAMED = 5
ROOM = (MOST, 2, 1)
"""How many changes a phone's home has room for where nobody, one, or more are named above them: a card is tall."""
PART = {"change": "agency_parts", "trend": "agency_trend", "place": "agency_trend"}
"""Which part of the agency's page shows the figure of a signal: what the change is made of, or its scores."""
COLOURS = {"up": "blue", "likely_up": "blue", "above998": "blue"}


@dataclass(frozen=True)
class Card:
    """One signal in words: `kind` is change, trend or place, `word` the verdict, `name` the agency's short name,
    `facts` (name, value) pairs, `change` what would change the verdict, `why` why it is no stronger, `whole` what a
    place is told from: the region, or the sector or position group home is narrowed to."""

    kind: str
    agency: str
    code: str
    word: str
    name: str
    amount: str
    sentence: str
    facts: list[tuple[str, str]]
    change: list[str]
    why: str
    whole: str

    def points(self, mark: str = "") -> str:
        """How many points, and of what: by the period, from the region; `mark` stands about the figure."""
        return t(f"signal.points_{self.kind}", amount=f"{mark}{self.amount}{mark}", whole=self.whole)

    @property
    def question(self) -> str:
        """What to ask about it."""
        kind = self.code.removeprefix("likely_")
        return t(f"question.{kind}", name=formats.plain(self.name), points=self.points())


@remembered
def cards(choice: Choice) -> list[Card]:
    """The signals of the chosen period, at most five, strongest first."""
    news = signals.signals(choice)
    if news.empty:
        return []
    called = funnel(choice, choice.period).set_index("agency")
    known = {"change": judge(changes(choice, choice.period)), "trend": verdicts(choice, choice.period)}
    whole = sentences.whole_of(choice)
    return [_card(row, called, known, whole) for row in news.itertuples()]


def _card(row, called, known: dict, whole: str) -> Card:
    name = called["agency_name"].get(row.agency, row.agency)
    sentence, short = sentences.signal(row, name, whole), called["short"].get(row.agency, name)
    own = called.loc[row.agency] if row.agency in called.index else pd.Series(dtype=object)
    reach, amount = evidence.reach(row.low, row.high), formats.signed(row.estimate)
    if row.kind == "place":
        here = next(called.loc[[row.agency]].itertuples())
        facts = evidence.facts(row.n_people, own, reach)
        return Card(
            row.kind, row.agency, row.place, t(f"signal.word_{row.place}"), short, amount, sentence, facts,
            [evidence.place_would_change(here)], "", whole,
        )  # fmt: skip
    about = evidence.claim_of(known[row.kind], row.agency)
    facts = evidence.facts_of(about, own)
    why = t(f"why.{about.why}") if about.why else ""
    return Card(
        row.kind, row.agency, row.verdict, sentences.verdict(row.verdict), short, amount, sentence, facts,
        evidence.would_change(about), why, whole,
    )  # fmt: skip


def beside(cards: list[Card], named: set[str]) -> list[Card]:
    """The first cards: as many as find room beside whom is `named` above, and one of what changed in any case."""
    return cards[: ROOM[min(len(named), len(ROOM) - 1)]]


def show(choice: Choice, cards: list[Card], named: set[str]) -> None:
    """The first cards beside whom is `named` above, or in words why there are none."""
    shown = beside(cards, named)
    if choice.previous is None:
        states.one_period()
    elif not shown:
        st.markdown(t("home.nothing_else" if named else "home.nothing_changed"))
    with st.container(gap="xsmall"):
        for number, card in enumerate(shown):
            with st.expander(_row(card), key=f"signal_{number}"):
                st.markdown(f"{card.sentence}. {card.why}")
                st.markdown(card.question)
                st.markdown(evidence.as_line(card.facts))
                st.markdown(f"{t('evidence.would_change')} {'; '.join(card.change)}.")
                way = {"opd": card.agency, "dari": trail.mark("home"), "bagian": PART[card.kind]}
                screen.link("agency_trends", t("home.open_trend"), icon=":material/arrow_forward:", **way)
    if names := ongoing(choice, named):
        screen.link("agency_trends", t("signal.ongoing", names=", ".join(names)), bagian="verdicts")


def ongoing(choice: Choice, named: set[str] = frozenset()) -> list[str]:
    """Agencies that move as they did the period before, clear ones first: no news, and yet not nothing."""
    moving = signals.ongoing(choice)
    moving = moving[~moving["agency"].isin(named)]
    names = [f"{formats.plain(row.short)} ({sentences.verdict(row.verdict)})" for row in moving.itertuples()]
    return names[:MOST_NAMED] + ([f"+{len(names) - MOST_NAMED}"] if len(names) > MOST_NAMED else [])


def _row(card: Card) -> str:
    """Sign and verdict in colour, name, points: readable without the colour."""
    word = card.word[:1].upper() + card.word[1:]
    verdict = f":{COLOURS.get(card.code, 'red')}[{sentences.SIGNS[card.code]} **{word}**]"
    return f"{verdict} {formats.plain(card.name)} {card.points('**')}"
