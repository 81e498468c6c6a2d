"""Training needs: how far each person and each agency falls short, why, and what was decided. For planners."""

import numpy as np
import pandas as pd

from analytics.needs.causes import causes, training_gaps
from analytics.needs.evidence import by_source
from analytics.needs.persons import person_needs, person_scores, reliability, source_scores
from analytics.needs.ranking import group_needs, robustness
from data.batches.decisions import need_subject
from pages.answers import reference
from pages.answers.choice import Choice, frozen
from pages.answers.needs import decisions

SEED = 20_251_231
GUESS = "perkiraan"


def indicators(choice: Choice) -> pd.DataFrame:
    """indicator, trainable: the current reference rows."""
    known = reference.rows(choice.ask, "indicators")
    return pd.DataFrame({"indicator": known["code"], "trainable": known["trainable"].astype(str).str.lower() == "true"})


def _numbers(choice: Choice, table: str, value: str) -> pd.DataFrame:
    """position, indicator, one number of the rows of a reference table valid in the chosen period, and whether it is
    an estimate."""
    versions = reference.valid(choice.ask, table, choice.period)
    versions[value] = pd.to_numeric(versions[value])
    return versions.assign(estimated=versions["note"].str.contains(GUESS))[
        ["position", "indicator", value, "estimated"]
    ]


def ratings(choice: Choice) -> pd.DataFrame:
    """Ratings of the chosen period and the one before it: what confirms a need."""
    periods = [code for code in (choice.previous, choice.period) if code]
    return choice.ask("person_ratings", region=choice.region, periods=periods)


def person_gaps(choice: Choice) -> pd.DataFrame:
    """One row: one person and weighted indicator of the chosen period (`analytics.needs.persons.person_needs`), of the
    whole region and of all sources."""
    return _person_gaps(choice.whole())


@frozen("planner")
def _person_gaps(choice: Choice) -> pd.DataFrame:
    known = reference.valid(choice.ask, "sources", choice.period)
    sources = pd.DataFrame({"source": known["code"], "weight": pd.to_numeric(known["weight"])})
    scores = source_scores(ratings(choice), sources)
    people = person_scores(scores, reliability(scores))
    weights = _numbers(choice, "weights", "weight").drop(columns="estimated")
    gaps = person_needs(people, scores, _numbers(choice, "standards", "standard"), weights)
    return gaps.loc[gaps["period"] == choice.period].reset_index(drop=True)


def needs(choice: Choice) -> pd.DataFrame:
    """One row: one agency and indicator with factors, robustness, reason and standing decision; all of the region."""
    return _needs(choice.whole())


@frozen("planner")
def _needs(choice: Choice) -> pd.DataFrame:
    gaps = person_gaps(choice)
    ranked = group_needs(gaps, indicators(choice))
    ranked = robustness(ranked, gaps, _numbers(choice, "weights", "weight"), np.random.default_rng(SEED))
    newest = ratings(choice)
    insisted = decisions.insisted(choice)
    pairs = zip(ranked["agency"], ranked["indicator"], strict=True)
    overruled = frozenset((agency, code) for agency, code in pairs if need_subject(code, agency) in insisted)
    return causes(ranked, gaps, newest.loc[newest["period"] == choice.period], overruled)


def filtered(choice: Choice, pairs: frozenset[tuple[str, str]] | None = None) -> pd.DataFrame:
    """`needs` under the filters and, where `pairs` of agency and indicator are given, of those alone, with sector,
    subject and what was decided in the chosen period (decision, decision_reason) and last before it (before,
    before_reason)."""
    ranked = _with_decisions(choice.whole())
    for column, wanted in (("sector", choice.sector), ("called", choice.agency), ("indicator", choice.indicator)):
        if wanted:
            ranked = ranked.loc[ranked[column] == wanted]
    if pairs is not None:
        own = [pair in pairs for pair in zip(ranked["agency"], ranked["indicator"], strict=True)]
        ranked = ranked.loc[own]
    return ranked.drop(columns="called").reset_index(drop=True)


@frozen("planner")
def _with_decisions(choice: Choice) -> pd.DataFrame:
    """`filtered` of the whole region, and what each agency is called now."""
    ranked = needs(choice)
    home = person_gaps(choice).drop_duplicates("agency").set_index("agency")["sector"]
    subjects = [need_subject(row.indicator, row.agency) for row in ranked.itertuples()]
    now, before = decisions.decided(choice, subjects), decisions.decided(choice, subjects, earlier=True)
    return ranked.assign(
        sector=ranked["agency"].map(home),
        called=called(choice, ranked["agency"]),
        subject=subjects,
        decision=now["decision"].tolist(),
        decision_reason=now["reason"].tolist(),
        before=before["decision"].tolist(),
        before_reason=before["reason"].tolist(),
    )


def called(choice: Choice, agencies: pd.Series) -> pd.Series:
    """What the agencies are called now, where some were renamed."""
    return agencies.replace(reference.renamed(choice.ask, choice.region))


def trainable(needs: pd.DataFrame) -> pd.Series:
    """Whether nothing speaks against training, or a planner overruled what does, per row of `needs`."""
    return (needs["reason"] == "") | needs["overruled"]


def open_gaps(choice: Choice, needs: pd.DataFrame) -> pd.DataFrame:
    """Person gaps of `filtered` needs that no reason speaks against; with their part, where the needs have one."""
    keep = needs.loc[trainable(needs), [name for name in ("agency", "indicator", "part") if name in needs]]
    return person_gaps(choice).query("need > 0").merge(keep, on=["agency", "indicator"])


def planned_gaps(choice: Choice) -> pd.DataFrame:
    """Person gaps a plan works on: no reason against or overruled, and neither deferred nor rejected this period."""
    ranked = needs(choice)
    put_off = decisions.put_off(choice)
    keep = [need_subject(row.indicator, row.agency) not in put_off for row in ranked.itertuples()]
    return training_gaps(person_gaps(choice), ranked.loc[keep])


def of_need(choice: Choice, agency: str, indicator: str) -> pd.DataFrame:
    """The person gaps of one agency and indicator, also of people without a gap."""
    gaps = person_gaps(choice)
    return gaps.loc[(gaps["agency"] == agency) & (gaps["indicator"] == indicator)]


def sources(choice: Choice, agency: str, indicator: str) -> pd.DataFrame:
    """One row: one source that rated the people of one need in the chosen period (`needs.evidence.by_source`)."""
    known = _sources(choice.whole())
    known = known[(known["agency"] == agency) & (known["indicator"] == indicator)]
    return known.drop(columns=["agency", "indicator"]).reset_index(drop=True)


@frozen("planner")
def _sources(choice: Choice) -> pd.DataFrame:
    """`sources` of every need, with its agency and indicator."""
    given = ratings(choice)
    return by_source(given.loc[given["period"] == choice.period], person_gaps(choice), ("agency", "indicator"))
