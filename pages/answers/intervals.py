"""Scores with their ranges: what a store knows of the spread and the rater loads behind them."""

from collections.abc import Sequence

import pandas as pd

from analytics.comparison.answers import ASSUMED_SD, add_answers, of_groups, sampling_error, variance_of_an_answer
from analytics.comparison.intervals import load_of_groups, ranged
from pages.answers import reference
from pages.answers.choice import Choice, frozen

EACH = "each"
"""As the source or the indicator of a choice: every one by itself."""


def basis(choice: Choice) -> dict[str, str]:
    """What a figure of this choice is of: the chosen indicator (`*`: the composite) and source (`all`: combined)."""
    source = {"source": choice.source or "all"}
    return source if choice.indicator == EACH else {"indicator": choice.indicator or "*", **source}


def spread(choice: Choice, periods: Sequence[str], indicator: str | None = None) -> pd.DataFrame:
    """One row: the variance components of one indicator in one of `periods`, of the chosen source."""
    asked = {"region": choice.region, "periods": list(periods), "indicator": indicator}
    return choice.ask("spread", **asked, source=_named(choice)).drop(columns="snapshot_id")


def _named(choice: Choice) -> str | None:
    """What tables of the spread call the chosen source (`all`: combined); None where each is."""
    return None if choice.source == EACH else choice.source or "all"


def with_ranges(
    choice: Choice,
    scores: pd.DataFrame,
    periods: Sequence[str],
    by: str = "agency",
    members: pd.DataFrame | None = None,
    indicator: str | None = None,
) -> pd.DataFrame:
    """`scores` of groups (`by`) in `periods` of the chosen source, with the columns of `add_intervals`, ends_below and
    ends_above: by how many points the truth may lie under and over each, as cells near an end of the scale are bounds.

    members: agency, `by`: the agencies whose loads count, each once, with the group they belong to; None: all of the
    region, where a group is an agency or has no load of its own. indicator: what the scores are of (`*`: the
    composite); None: they name theirs, row by row; and so their source where each is chosen.
    """
    given = {"indicator": indicator, "source": _named(choice)}
    own = [name for name, code in given.items() if not code]
    given = {name: code for name, code in given.items() if code}
    loads = choice.ask("rater_load", region=choice.region, periods=list(periods), **given)
    if members is not None and by == "agency":
        loads = loads.merge(members[["agency", *own]].drop_duplicates())
    elif members is not None and len(loads):
        loads = load_of_groups(loads, members, by)
    found = ranged(scores.assign(**given), spread(choice, periods, indicator), loads, by)
    return _with_ends(choice, _with_answers(choice, found, by, members), periods, by, indicator)


def _with_ends(
    choice: Choice, found: pd.DataFrame, periods: Sequence[str], by: str, indicator: str | None
) -> pd.DataFrame:
    """`found` with ends_below and ends_above (points)."""
    bounds = choice.ask("bounds", region=choice.region)
    concerned = bounds["period"].isin(periods)
    concerned &= bounds["source"].eq(choice.source) if choice.source not in (None, EACH) else True
    concerned &= bounds["indicator"].eq(indicator) if indicator not in (None, "*") else True
    if not concerned.any():  # nearly always: then nothing is worked out
        return found.assign(ends_below=0.0, ends_above=0.0)
    asked = {"region": choice.region, "periods": sorted(set(bounds["period"][concerned])), "indicator": indicator}
    asked["positions"] = [choice.position] if choice.position else None
    every = sorted(set(bounds["source"][concerned])) if choice.source == EACH else [choice.source]
    reach = pd.concat([choice.ask("end_reach", **asked, source=code).assign(source=code) for code in every])
    if by == "group":
        reach = reach[reach["sector"] == choice.sector] if choice.sector else reach
        reach = reach.assign(group=choice.region)
    whole = {"agency": "heads", "sector": "of_sector"}.get(by, "of_sector" if choice.sector else "of_region")
    share = (reach["heads"] / reach[whole]).astype(float)
    keys = [by, "period", *([] if indicator else ["indicator"]), *(["source"] if choice.source == EACH else [])]
    sums = reach[keys].assign(ends_below=reach["below"] * share, ends_above=reach["above"] * share).groupby(keys).sum()
    found = found.merge(sums.reset_index(), on=keys, how="left", validate="many_to_one")
    return found.fillna({"ends_below": 0.0, "ends_above": 0.0})


def _with_answers(choice: Choice, found: pd.DataFrame, by: str, members: pd.DataFrame | None) -> pd.DataFrame:
    """The ranges with what citizens' answers add; they are no part of one source's figures, nor of a position's."""
    if choice.source or choice.position or found.empty:
        return found
    answers, errors = _answers(choice.whole())
    if errors.empty:
        return found
    if by != "agency":
        heads = answers.groupby(["agency", "period"], as_index=False)["heads"].max()
        errors = of_groups(errors, heads, members, by)
    return add_answers(found, errors, by)


@frozen("leader", newest=True)
def _answers(choice: Choice) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What citizens answered in all periods of the region, and the error it adds (`answers.sampling_error`)."""
    answers = choice.ask("answer_weight", region=choice.region, periods=list(choice.periods))
    limits = reference.rows(choice.ask, "limits")
    stated = pd.to_numeric(limits.loc[limits["code"] == "answer_spread", "points"]) if len(limits) else limits
    assumed = float(stated.iloc[0]) if len(stated) else ASSUMED_SD
    return answers, sampling_error(answers, variance_of_an_answer(answers, assumed))
