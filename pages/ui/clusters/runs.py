"""Clusters of each period, worked out once per release, oldest first, and what keeps their identity over time."""

import hashlib
from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import streamlit as st

from analytics.clusters import Clusters, analyse, follow
from analytics.gaps.gaps import shortfalls
from pages.answers.choice import Choice
from pages.ui.gaps.frames import group_gaps
from pages.ui.page import address, cached
from pages.ui.page.names import valid

SEED = 38  # any number: the same rows give the same clusters on every visit


def whole(choice: Choice, period: str | None = None) -> Choice:
    """The choice without what narrows it: clusters are always those of the whole region."""
    bare = replace(choice, labels={}, sector=None, agency=None, position=None, indicator=None)
    return replace(bare, period=period) if period else bare


def over_time(choice: Choice, tell: Callable[[float, str], None] = lambda share, period: None) -> dict[str, Clusters]:
    """period -> clusters of the region's agency x position groups, from the first period to the chosen one.

    A period without enough indicators is left out. `tell(share done, period)` is called before each period.
    """
    until = choice.until_chosen().periods
    found: dict[str, Clusters] = {}
    before = None
    for at, period in enumerate(until):
        tell(at / len(until), period)
        one = _of_period(whole(choice, period), before, None)
        if one is not None:
            found[period] = one
            before = len(one.clusters) or before
    return found


def shown_over_time(choice: Choice) -> dict[str, Clusters]:
    """`over_time`, the chosen period in as many clusters as the URL asks for where it does."""
    found, k = over_time(choice), address.get("k")
    return {**found, choice.period: by_hand(choice, int(k))} if k and k.isdigit() and choice.period in found else found


def by_hand(choice: Choice, k: int) -> Clusters | None:
    """The chosen period's groups in as many clusters as the reader asks for."""
    return _of_period(whole(choice), None, k)


def identities(found: dict[str, Clusters]) -> dict[str, dict[int, int]]:
    """period -> identity of each of its clusters, matched through the periods of `found`."""
    several = {period: one for period, one in found.items() if len(one.clusters)}
    return dict(zip(several, follow([_for_matching(one) for one in several.values()]), strict=True))


def _for_matching(one: Clusters) -> tuple[pd.Series, pd.DataFrame]:
    shapes = one.profiles.pivot(index="cluster", columns="indicator", values="deviation")
    return one.rows.loc[one.rows["cluster"] >= 0, "cluster"].astype(int), shapes


def _of_period(choice: Choice, before: int | None, wanted: int | None) -> Clusters | None:
    published = cached.ask("published", region=choice.region).set_index("period")
    release = int(published.loc[choice.period, "snapshot_id"])
    return _analysed(choice.region, choice.period, choice.source, release, _rules(), before, wanted, choice)


@st.cache_data(max_entries=400, show_spinner=False)
def _analysed(
    region: str,
    period: str,
    source: str | None,
    release: int,
    rules: str,
    before: int | None,
    wanted: int | None,
    _choice: Choice,
) -> Clusters | None:
    """Keyed on the release and the standing rules, not on the version of the store: an upload changes no release."""
    found = group_gaps(_choice, period)
    found = found[found["indicator"].isin(set(valid("weights", period)["indicator"])) & found["gap"].notna()]
    if found.empty:
        return None
    matrix, noise, people = shortfalls(found)
    return analyse(matrix, SEED, noise, people.to_numpy(), before=before, wanted=wanted)


def _rules() -> str:
    """What a clustering depends on beside the release: the standards and the indicators that carry weight."""
    tables = [cached.ask("reference_rows", table=table)["row_json"] for table in ("standards", "weights")]
    return hashlib.sha256("\n".join(text for table in tables for text in table).encode()).hexdigest()
