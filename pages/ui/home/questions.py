"""Three questions worth asking in the next meeting, made from what was found; each opens the view that answers it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from analytics.verdicts import LEAST_COVERAGE
from pages.answers.choice import Choice
from pages.ui.comparison import frames as compare_frames
from pages.ui.home.signal_cards import Card
from pages.ui.page import trail
from pages.ui.panel.evidence import COVERAGES
from pages.ui.scores import figures
from pages.ui.targets import frames as plan_states_frames
from pages.ui.words import formats, t

MOST = 3
WIDE = 5.0
"""Half a 95 % range in points from which a figure says little about an agency on its own."""


@dataclass(frozen=True)
class Question:
    """text names the agency; page and changes are the view that answers."""

    text: str
    page: str
    changes: dict[str, str | None] = field(default_factory=dict)


def questions(choice: Choice, found: list[Card]) -> list[Question]:
    """At most three, of different kinds where there are enough."""
    signals, doubts = list(_signals(found)), list(_doubts(choice))
    asked = [*signals[:1], *_weak_spot(choice), *doubts[:1], *signals[1:], *doubts[1:]]
    return [*asked, Question(t("home.ask_method"), "method")][:MOST]


def _signals(found: list[Card]) -> Iterator[Question]:
    for card in found:
        kind = card.code.removeprefix("likely_")
        text = t(f"question.{kind}", name=formats.plain(card.name), points=card.points())
        yield _of_agency(text, card.agency)


def _weak_spot(choice: Choice) -> Iterator[Question]:
    """The indicator in which most agencies lie below the region for sure, and the lowest of them."""
    cells = compare_frames.matrix(choice)
    weak = cells[cells["certain"] & cells["score"].lt(cells["centre"])]
    if weak.empty:
        return
    sizes = weak["indicator"].value_counts()
    indicator = min(sizes[sizes == sizes.max()].index)
    there = weak[weak["indicator"] == indicator].sort_values(["score", "agency"])
    lowest = there.iloc[0]
    text = t(
        "question.weak_spot", n=len(there), indicator=formats.plain(lowest["indicator_name"]),
        name=formats.plain(lowest["short"]), score=formats.number(lowest["score"]),
    )  # fmt: skip
    yield Question(text, "sector_comparison", {"indikator": None})  # its matrix holds the very cells counted here


def _doubts(choice: Choice) -> Iterator[Question]:
    """Thin coverage, a plan that does not move, a range too wide to act on: one of each, as far as there are any."""
    here = figures.funnel(choice, choice.period)
    thin = here[here["coverage"].lt(LEAST_COVERAGE)].sort_values(["coverage", "agency"])
    if len(thin):
        row = thin.iloc[0]
        which = row[[*COVERAGES]].astype(float).idxmin()
        text = t(f"question.{which}", name=formats.plain(row["short"]), share=formats.percent(row[which]))
        yield Question(text, "rating_quality")
    behind = plan_states_frames.worst(choice)
    if behind is not None:
        text = t(
            "question.plan", name=formats.plain(behind.short), measure=behind.measure_name,
            value=behind.value_words, target=behind.target_words,
        )  # fmt: skip
        yield _of_agency(text, behind.agency)
    wide = here[here["half_width"].gt(WIDE)].sort_values(["half_width", "agency"], ascending=[False, True])
    if len(wide):
        row = wide.iloc[0]
        reach = {end: formats.number(row[end]) for end in ("low", "high")}
        asked = formats.answered(row["n_people"], row["n_respondents"])
        text = t("question.wide", name=formats.plain(row["short"]), n=asked, **reach)
        yield _of_agency(text, row["agency"])


def _of_agency(text: str, agency: str) -> Question:
    return Question(text, trail.DETAIL, {"opd": agency, "dari": trail.mark("home")})
