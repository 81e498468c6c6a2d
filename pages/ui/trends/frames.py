"""The frames the trend page draws, from `figures`: lines with labels, the peers, notes, the standard, panels."""

import dataclasses

import numpy as np
import pandas as pd

from analytics.comparison.pooling import head_count_means
from analytics.verdicts import judge
from pages.answers import reference
from pages.answers.choice import Choice
from pages.ui.home import mentors
from pages.ui.page import cached, names
from pages.ui.page.remember import remembered
from pages.ui.scores import figures
from pages.ui.words import formats, named, sentences, t

ORDER = ["up", "likely_up", "down", "likely_down", "uncertain", "insufficient"]
LEAST_PEERS = 5
MOST_PANELS = 6


@remembered
def judged(choice: Choice) -> pd.DataFrame:
    """One row: one agency judged, the strongest evidence first, with agency_name, short, verdict_words and sign."""
    known = figures.agencies(choice).sort_values("seq").drop_duplicates("agency", keep="last")
    found = (
        figures.verdicts(choice, choice.period)
        .drop(columns=["agency_name", "short", "n_respondents"], errors="ignore")
        .merge(
            known[["agency", "agency_name", "short", "sector", "score", "seq", "n_respondents"]],
            on="agency",
            suffixes=("_judged", ""),
        )
    )
    found["n_respondents"] = found["n_respondents"].where(found["metric"] != "same_people")
    if choice.sector:
        found = found[found["sector"] == choice.sector]
    return with_words(found).sort_values(["order", "p", "agency_name"], ignore_index=True)


def last_changes(choice: Choice) -> pd.DataFrame:
    """One row: one agency's judged change between the chosen period and the one before."""
    return judge(figures.changes(choice, choice.period)) if choice.previous else figures.verdicts(choice, choice.period)


def with_words(found: pd.DataFrame) -> pd.DataFrame:
    """Judged rows with verdict_words, sign and order (moves first)."""
    return found.assign(
        verdict_words=[sentences.verdict(code) for code in found["verdict"]],
        sign=found["verdict"].map(sentences.SIGNS),
        order=found["verdict"].map({code: at for at, code in enumerate(ORDER)}),
    )


def row_of(verdicts: pd.DataFrame, agency: str):
    """The judged row of one agency as a named tuple, or None."""
    rows = verdicts[verdicts["agency"] == agency]
    return next(rows.itertuples(), None)


@remembered
def region_line(choice: Choice) -> pd.DataFrame:
    """One row: the region in one period, as the one line in focus."""
    scores = figures.region(choice).dropna(subset="score")
    return scores.assign(series=choice.region, label=t("filter.daerah"), focus=True)


@remembered
def agency_lines(choice: Choice, other: str | None) -> pd.DataFrame:
    """One row: the chosen agency (or the one compared with) in one period, in focus; or the region (grey)."""
    happened = figures.events(choice, choice.agency)
    parts = [region_line(choice).assign(focus=False)]
    for code in filter(None, (choice.agency, other)):
        mine = own_history(choice, code)
        parts.append(mine.assign(note=[_note(row, happened) for row in mine.itertuples()]))
    return pd.concat([*parts[1:], parts[0]], ignore_index=True)


def with_events(choice: Choice, region: pd.DataFrame) -> pd.DataFrame:
    """`region_line` with what happened in each period as note."""
    happened = figures.events(choice)
    said = [[named(event) for _, event in happened[happened["period"] == code].iterrows()] for code in region["period"]]
    return region.assign(note=["; ".join(names_) or formats.MISSING for names_ in said])


def _note(row, happened: pd.DataFrame) -> str:
    parts = [t(f"break.{row.starts_because}")] if isinstance(row.starts_because, str) else []
    parts += [named(event) for _, event in happened[happened["period"] == row.period].iterrows()]
    parts += [t("note.merged")] if row.merged else []
    parts += [t("note.held")] if row.held else []
    return "; ".join(parts) or formats.MISSING


def band(history: pd.DataFrame) -> pd.DataFrame | None:
    """One row: one period with the range that holds the middle 80 % of the agencies; None with fewer than five."""
    groups = history.dropna(subset="score").groupby(["period", "seq"])["score"]
    wide = groups.quantile([0.1, 0.9]).unstack()
    wide = wide[groups.size() >= LEAST_PEERS]
    return None if wide.empty else wide.set_axis(["low", "high"], axis=1).reset_index().sort_values("seq")


def notes(choice: Choice, history: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Events and breaks for the trend chart."""
    happened = figures.events(choice, choice.agency)
    happened = happened[happened["period"].isin(choice.periods)]
    happened = happened.assign(name=[named(row) for _, row in happened.iterrows()])
    mine = history[history["agency"] == choice.agency] if choice.agency else history.iloc[:0]
    cuts = mine[mine["starts_because"].notna()]
    cuts = cuts.assign(reason=[_reason(row) for row in cuts.itertuples()])
    return {"events": happened[["seq", "name"]], "breaks": cuts[["seq", "reason"]]}


def _reason(row) -> str:
    return (
        str(row.starts_with) if row.starts_because == "break" and row.starts_with else t(f"break.{row.starts_because}")
    )


def standard(choice: Choice) -> float | None:
    """The score the chosen agency should reach: its positions' standards by head count, for the composite by weight.

    None where a weighted indicator has no standard, or under a source, for which none is set.
    """
    if choice.source:
        return None
    people = cached.ask("agency_positions", region=choice.region, periods=[choice.period])
    people = people[people["agency"] == choice.agency]
    wanted = reference.standards(choice.ask, choice.period)
    if choice.indicator:
        wanted = wanted[wanted["indicator"] == choice.indicator].assign(weight=1.0)
    else:
        weights = cached.ask("weights", region=choice.region, periods=[choice.period])
        weights = weights[weights["weight"] > 0]
        wanted = weights.merge(wanted, on=["position", "indicator"], how="left")
    by_position = wanted.assign(part=wanted["standard"] * wanted["weight"]).groupby("position")
    level = by_position["part"].sum(min_count=1) / by_position["weight"].sum()
    level = level.where(by_position["standard"].count() == by_position["weight"].count())
    known = people.assign(level=people["position"].map(level)).dropna(subset="level")
    if known.empty or known["n_people"].sum() < 0.9 * people["n_people"].sum():
        return None
    return float(np.average(known["level"].astype(float), weights=known["n_people"].astype(float)))


@remembered
def agency_panels(choice: Choice) -> pd.DataFrame:
    """One row: one of the few agencies with the strongest evidence, in one period; the panel is named with its sign."""
    few = judged(choice).head(MOST_PANELS)
    if few.empty:
        return few
    history = figures.history(choice).dropna(subset="score")
    shown = pd.concat(
        [
            mine.assign(joined=joined(mine))
            for _, mine in history[history["agency"].isin(few["agency"])].groupby("agency")
        ]
    )
    titles = dict(zip(few["agency"], few["sign"] + " " + few["short"], strict=True))
    at = {code: place for place, code in enumerate(few["agency"])}
    shown = shown.assign(panel=shown["agency"].map(titles), series=shown["agency"], label=shown["short"], focus=True)
    shown = shown.assign(verdict_words=shown["agency"].map(few.set_index("agency")["verdict_words"]))
    return shown.assign(at=shown["agency"].map(at)).sort_values(["at", "seq"], ignore_index=True)


@remembered
def indicator_panels(choice: Choice) -> pd.DataFrame:
    """One row: one indicator of the agency (in focus) or of the region (thin) in one period; strongest evidence first,
    the verdict's sign in the panel's name."""
    called = names.weighted_indicators()
    verdicts = _indicator_verdicts(choice)
    scores = pd.concat([own_history(_whole(choice, code), choice.agency) for code in called], ignore_index=True)
    others = cached.ask("sector_indicators", **choice.query("indicator", "agencies", "sectors", periods=True))
    others = others[others["indicator"].isin(scores["indicator"])]
    whole = head_count_means(others, "indicator", "period", "seq")
    whole = whole.assign(series="region", label=t("filter.daerah"), focus=False)
    both = pd.concat([scores, whole], ignore_index=True)
    both = both.assign(indicator_name=both["indicator"].map(called))
    unjudged = {
        "verdict": "insufficient", "sign": sentences.SIGNS["insufficient"],
        "verdict_words": sentences.verdict("insufficient"),
    }  # fmt: skip
    verdict, sign, words = (
        [verdicts[column].get(code, unsaid) for code in both["indicator"]] for column, unsaid in unjudged.items()
    )
    places = [*verdicts.index, *(code for code in called if code not in verdicts.index)]
    at = both["indicator"].map({code: place for place, code in enumerate(places)})
    both = both.assign(
        panel=pd.Series(sign) + " " + both["indicator_name"], verdict_words=words, verdict=verdict, at=at
    )
    return both.sort_values(["at", "seq"], kind="stable", ignore_index=True)


def _indicator_verdicts(choice: Choice) -> pd.DataFrame:
    """The chosen agency's verdict on each indicator, strongest evidence first; index: indicator."""
    found = mentors.judged_by_indicator(_whole(choice))
    mine = with_words(found[found["agency"] == choice.agency])
    return mine.sort_values(["order", "p"]).drop_duplicates("indicator").set_index("indicator")


def _whole(choice: Choice, indicator: str | None = None) -> Choice:
    """The choice for all agencies of the region, of one indicator."""
    return dataclasses.replace(choice, agency=None, indicator=indicator, sector=None, labels={})


def own_history(choice: Choice, agency: str, joined_by: str = "line") -> pd.DataFrame:
    """One row: one period in which the agency has a score, with its interval, as a line in focus."""
    history = figures.history(choice)
    mine = history[history["agency"] == agency].dropna(subset="score")
    return mine.assign(series=agency, label=mine["short"], focus=True, joined=joined(mine, joined_by))


def joined(mine: pd.DataFrame, by: str = "line") -> pd.Series:
    """Whether a line may join each period of one agency's history with the one before. by: `line`, or `segment`, where
    thin coverage does not part them."""
    return mine[by].eq(mine[by].shift()).fillna(False).astype(bool)
