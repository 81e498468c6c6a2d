"""Questions worth asking in the next meeting beside those to heads; each opens the view that answers it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from pages.answers import doubts
from pages.answers.choice import Choice
from pages.ui.page import trail
from pages.ui.page.names import weighted_indicators
from pages.ui.page.remember import remembered
from pages.ui.targets import frames as targets
from pages.ui.words import formats, t

MOST = 3
COVERAGE_PART = {"staff_coverage": "roster_coverage", "weight_coverage": "thin_weight"}
"""Which part of the page of rating quality shows which coverage."""


@dataclass(frozen=True)
class Question:
    """text names the agency; page and changes are the view that answers, and the part of it that shows the figure."""

    text: str
    page: str
    changes: dict[str, str | None] = field(default_factory=dict)


@remembered
def questions(choice: Choice, taken: int) -> list[Question]:
    """What is left of three when `taken` are asked already; nobody is named for what may be chance."""
    asked = [*_weak_spot(choice), *_doubts(choice), Question(t("home.ask_method"), "method")]
    return asked[: max(0, MOST - taken)]


def _weak_spot(choice: Choice) -> Iterator[Question]:
    """The indicator in which most agencies lie below the region for sure, and the lowest of them."""
    cells = doubts.weak_spot(choice)
    for lowest in cells.head(1).itertuples():
        text = t(
            "question.weak_spot", n=len(cells), name=formats.plain(lowest.short), score=formats.number(lowest.score),
            indicator=formats.plain(weighted_indicators()[lowest.indicator]),
        )  # fmt: skip
        yield Question(text, "sector_comparison", {"indikator": lowest.indicator, "bagian": "matrix"})


def _doubts(choice: Choice) -> Iterator[Question]:
    """Thin coverage, a plan that does not move, a range too wide to act on: one of each, as far as there are any."""
    for _, row in doubts.thin(choice).head(1).iterrows():
        share = formats.percent(row[row["which"]])
        text = t(f"question.{row['which']}", name=formats.plain(row["short"]), share=share)
        yield Question(text, "rating_quality", {"bagian": COVERAGE_PART[row["which"]]})
    behind = targets.worst(choice)
    if behind is not None:
        text = t(
            "question.plan", name=formats.plain(behind.short), measure=behind.measure_name,
            value=behind.value_words, target=behind.target_words,
        )  # fmt: skip
        yield _of_agency(text, behind.agency, "targets")
    for row in doubts.wide(choice).head(1).itertuples():
        reach = {"low": formats.number(row.low), "high": formats.number(row.high)}
        asked = formats.answered(row.n_people, row.n_respondents)
        yield _of_agency(
            t("question.wide", name=formats.plain(row.short), n=asked, **reach), row.agency, "agency_trend"
        )


def _of_agency(text: str, agency: str, part: str) -> Question:
    return Question(text, trail.DETAIL, {"opd": agency, "dari": trail.mark("home"), "bagian": part})
