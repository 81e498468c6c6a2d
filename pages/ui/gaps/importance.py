"""How much each competency matters, as weighted and as it goes with the result, and where that leaves its gap."""

import numpy as np
import pandas as pd

from analytics.gaps.importance import importance, quadrants
from pages.answers.choice import Choice
from pages.ui.charts import look
from pages.ui.charts.quadrants import quadrants as draw_quadrants
from pages.ui.clusters import runs
from pages.ui.gaps.frames import group_gaps
from pages.ui.page import cached
from pages.ui.page.names import names
from pages.ui.page.remember import remembered
from pages.ui.panel.show import show_chart
from pages.ui.panel.tables import Column, usual
from pages.ui.words import formats, language, t

SEED = 7
OFTEN = 0.7  # share of the groups an indicator must be rated in, or too few groups have all of them


@remembered
def frame(choice: Choice, period: str) -> pd.DataFrame:
    """One row: one indicator, importance (stated, derived) and quadrant, over the groups of the region in `period`.

    Scores are taken within positions: a post's level is no evidence that an indicator matters.
    """
    groups = group_gaps(choice, period)
    groups = groups[groups["gap"].notna()]
    if groups.empty:
        return pd.DataFrame()
    stated = _stated(choice, period, groups)
    groups = groups[groups["indicator"].isin(stated.index)]
    keys = ["agency", "position"]
    apart = groups["score"] - groups.groupby(["position", "indicator"])["score"].transform("mean")
    rows = groups.assign(apart=apart).pivot(index=keys, columns="indicator", values="apart")
    outcome = _citizens(choice, period)
    if outcome is not None:
        superior = cached.ask("indicator_scores", region=choice.region, periods=[period], source="superior")
        rows = superior.pivot(index="agency", columns="indicator", values="score")
        outcome = outcome.reindex(rows.index)
    often = rows.columns[rows.notna().mean() >= OFTEN]
    matters = importance(rows[often], stated, np.random.default_rng(SEED), outcome)
    matters = matters.drop(columns="stated")
    short = groups.assign(short=groups["mean"] - groups["standard"]).pivot(
        index=keys, columns="indicator", values="short"
    )
    met = pd.Series(0.0, index=short.columns)
    place = quadrants(short, met, stated / stated.sum(), np.random.default_rng(SEED))
    found = place.merge(matters, on="indicator", how="left")
    found["disagreement"] = found["disagreement"].fillna("unknown")
    found["stated"] = found["importance"]
    indicators = names("indicators")
    return found.assign(
        indicator_name=found["indicator"].map(indicators),
        n_groups=len(short),
        quadrant_words=[t(f"quadrant.{code or 'unknown'}") for code in found["quadrant"]],
        disagreement_words=[t(f"importance.{code}") for code in found["disagreement"]],
    ).sort_values(["importance", "indicator"], ascending=[False, True], ignore_index=True)


def _stated(choice: Choice, period: str, groups: pd.DataFrame) -> pd.Series:
    """Weight per indicator, head-count mean over the positions rated."""
    weights = cached.ask("weights", region=choice.region, periods=[period])
    people = groups.groupby(["agency", "position"])["n_people"].max().groupby("position").sum()
    weights = weights.assign(people=weights["position"].map(people).fillna(0.0))
    total = (weights["weight"] * weights["people"]).groupby(weights["indicator"]).sum() / people.sum()
    return total[total > 0]


def _citizens(choice: Choice, period: str) -> pd.Series | None:
    """Citizens' mean score per agency where enough agencies have one to weigh against."""
    found = cached.ask("indicator_scores", region=choice.region, periods=[period], source="citizen")
    scores = found.groupby("agency")["score"].mean()
    return scores if len(scores) >= 25 else None


def draw(choice: Choice, stamp: str) -> None:
    """Nothing under five groups or two weighted indicators: there is no plane to place them in."""
    found = frame(runs.whole(choice), choice.period)
    if found.empty or len(found) < 2 or found["performance"].isna().any():
        return
    n = int(found["n_groups"].iloc[0])
    title, lead = _words(found, n)
    show_chart(
        "importance",
        title,
        draw_quadrants(found, look.current(), language()),
        t("importance.alt", n=len(found)),
        found,
        [
            *usual("indicator"),
            Column("stated", t("importance.stated"), "percent"),
            Column("derived", t("importance.derived"), "percent"),
            Column("low", t("table.low"), "percent"),
            Column("high", t("table.high"), "percent"),
            Column("disagreement_words", t("importance.disagreement")),
            Column("performance", t("quadrant.performance"), "change"),
            Column("quadrant_words", t("importance.quadrant")),
            Column("membership", t("importance.membership"), "percent"),
            Column("n_rows", t("clusters.groups"), "count"),
        ],
        stamp,
        note=lead,
    )


def _words(found: pd.DataFrame, n: int) -> tuple[str, str]:
    """The finding as heading, and what the figures rest on."""
    first = found[found["quadrant"] == "concentrate"]["indicator_name"].tolist()
    more = found[found["disagreement"] == "more"]["indicator_name"].tolist()
    less = found[found["disagreement"] == "less"]["indicator_name"].tolist()
    title = t("importance.title_some", names=", ".join(first)) if first else t("importance.title_none")
    basis = t(f"importance.basis_{found['basis'].dropna().iloc[0]}")
    if found["derived"].isna().all():
        return title, t("importance.few", n=formats.count(n))
    parts = [t("importance.note", n=formats.count(n), basis=basis)]
    parts += [t("importance.more_names", names=", ".join(more))] if more else []
    parts += [t("importance.less_names", names=", ".join(less))] if less else []
    return title, " ".join(parts)
