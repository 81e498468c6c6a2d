"""The region in one line and four figures: what home and the briefing say first."""

from dataclasses import dataclass

import pandas as pd

from analytics.verdicts import LEAST_COVERAGE
from pages.answers.changes import region_change
from pages.answers.choice import Choice
from pages.answers.scores import changed_here, funnel, region
from pages.ui.page.remember import remembered
from pages.ui.words import formats, sentences, t


@dataclass(frozen=True)
class KeyFigure:
    """One figure as it is read: label, value, and under it its range and what it means."""

    label: str
    value: str
    range: str
    note: str


@dataclass(frozen=True)
class Headline:
    """title and lead say the finding; `score` is NaN where the region has none, and then there are no figures."""

    title: str
    lead: str
    score: float
    n_people: float
    n_respondents: float
    weight_coverage: float
    key_figures: tuple[KeyFigure, ...]


@remembered
def headline(choice: Choice) -> Headline:
    """The region of `choice` in the chosen period."""
    scores = region(choice)
    now = scores[scores["period"] == choice.period]
    change = region_change(choice)
    if now.empty or now["score"].isna().all():
        nothing = float("nan")
        return Headline(sentences.region_title(choice, nothing, change), "", nothing, nothing, nothing, nothing, ())
    here, places = now.iloc[0], funnel(choice, choice.period)
    return Headline(
        sentences.region_title(choice, here["score"], change),
        " ".join([sentences.compared(places), *_forms(choice, places)]),
        float(here["score"]),
        float(here["n_people"]),
        float(here["n_respondents"]),
        float(here["weight_coverage"]),
        (_score(here), _change(choice, change), _outside(places), _coverage(here, places)),
    )


def _forms(choice: Choice, places: pd.DataFrame) -> list[str]:
    """What is not compared because it was rated on another form: with the period before, with the others."""
    changed, apart = len(changed_here(choice)), int(places["other_form"].sum())
    before = formats.period(choice.previous) if choice.previous else formats.MISSING
    said = [t("home.instrument", n=formats.count(changed), before=before)] if changed else []
    return [*said, t("home.other_form", n=formats.count(apart))] if apart else said


def _score(here: pd.Series) -> KeyFigure:
    reach = t("home.kpi_interval", low=formats.number(here["low"]), high=formats.number(here["high"]))
    return KeyFigure(t("home.kpi_score"), formats.number(here["score"]), reach, t("home.kpi_score_note"))


def _change(choice: Choice, change: pd.DataFrame) -> KeyFigure:
    before = formats.period(choice.previous, short=True) if choice.previous else formats.MISSING
    label = t("home.kpi_change", before=before)
    if change.empty or change["verdict"].iloc[0] == "insufficient":
        note = t("home.kpi_instrument") if len(changed_here(choice)) else sentences.verdict("insufficient")
        return KeyFigure(label, formats.MISSING, "", note)
    row = change.iloc[0]
    reach = t("home.kpi_interval", low=formats.signed(row["low_shown"]), high=formats.signed(row["high_shown"]))
    return KeyFigure(label, formats.signed(row["estimate"]), reach, sentences.region_verdict(choice, row))


def _outside(places: pd.DataFrame) -> KeyFigure:
    above, below = places["funnel"].eq("above998").sum(), places["funnel"].eq("below998").sum()
    compared = places["funnel"].ne("none").sum()
    note = t("home.kpi_sides", above=above, below=below) if compared else t("home.kpi_too_few")
    of = t("home.kpi_of", n=formats.count(compared or len(places)))
    value = formats.count(above + below) if compared else formats.MISSING
    return KeyFigure(t("home.kpi_outside"), value, of, note)


def _coverage(here: pd.Series, places: pd.DataFrame) -> KeyFigure:
    people = formats.answered(here["n_people"]) or formats.answered(None, here["n_respondents"])
    thin = int(places["coverage"].lt(LEAST_COVERAGE).sum())
    note = t("home.kpi_thin", n=formats.count(thin)) if thin else t("home.kpi_thin_none")
    return KeyFigure(t("home.kpi_coverage"), formats.percent(here["weight_coverage"]), people, note)
