"""Groups that share a need, as the competency page draws and says them."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from analytics.clusters import Clusters
from analytics.clusters.choice import MIN_CLUSTER, STABLE_JACCARD
from pages.answers.choice import Choice
from pages.answers.clusters import groups
from pages.answers.clusters.groups import lacking
from pages.answers.gaps.gaps import group_gaps
from pages.ui.page.names import indicator_columns, names
from pages.ui.page.remember import remembered
from pages.ui.panel.tables import Column, usual
from pages.ui.words import formats, t


@dataclass(frozen=True)
class Grouped:
    """The clusters of groups as the page shows them: `called` (`named`) and `placed` (`members`), both None where there
    are no clusters, and `aside` (`left_out`)."""

    shown: Clusters
    called: pd.DataFrame | None
    placed: pd.DataFrame | None
    aside: pd.DataFrame


@remembered
def grouped(choice: Choice, k: int | None) -> Grouped:
    """The clusters of the chosen period, in `k` clusters where the reader asks for a number."""
    over_time = groups.over_time(choice, k)
    shown, gaps = over_time[choice.period], group_gaps(choice.whole(), choice.period)
    if shown.clusters.empty:
        return Grouped(shown, None, None, left_out(shown, gaps))
    same = groups.same_over_time(choice, k)
    table = groups.described(shown, same[choice.period], groups.given_names(choice, over_time, same))
    called = named(table)
    placed = members(groups.members(shown, table, gaps), called, gaps)
    return Grouped(shown, called, placed, left_out(shown, gaps))


def named(clusters: pd.DataFrame) -> pd.DataFrame:
    """`groups.described` with what they are called, and how the bars of stability draw them.

    Without a name that planners gave, a cluster is called by the one or two indicators in which it is weaker than the
    other clusters, be they above their standard or not (`groups.lacking`).
    """
    rows = clusters.to_dict("records")
    return clusters.assign(
        name=[name(row) for row in rows],
        key=clusters["cluster"],
        label=[row["given"] or _weak_in(row) for row in rows],
        value=clusters["jaccard"],
        text=[formats.percent(value) for value in clusters["jaccard"]],
        tone=["" if value >= STABLE_JACCARD else "quiet" for value in clusters["jaccard"]],
    )


def name(cluster: Mapping) -> str:
    """What one cluster of `groups.described` is called."""
    return cluster["given"] or t("clusters.weak_in", where=_weak_in(cluster))


def _weak_in(cluster: Mapping) -> str:
    indicators = names("indicators")
    return " · ".join(indicators[code] for code in (cluster["first"], cluster["second"]) if code)


def lacking_words(below: pd.Series) -> str:
    """`lacking` in words, or that there is nothing."""
    indicators = names("indicators")
    each = [
        t(
            "clusters.below_by",
            indicator=formats.plain(indicators.get(code, code)),
            points=formats.number(points),
        )
        for code, points in below.items()
    ]
    return ", ".join(each) or t("clusters.none_below")


def profiles(own: Clusters, called: pd.DataFrame) -> pd.DataFrame:
    """One row: one cluster and indicator as the heat map takes it; a weakness is negative, as in the gap matrix."""
    here = own.profiles.merge(called[["cluster", "name", "label"]], on="cluster")
    here = here.assign(**indicator_columns(here["indicator"]))
    here = here.sort_values(["cluster", "column_place"], ignore_index=True)
    return here.assign(
        row=here["cluster"].astype(str),
        row_label=here["label"],
        value=-here["deviation"],
        certain=here["deviation"].abs() > 1.96 * here["se"],
        n_people=None,
    )


def members(placed: pd.DataFrame, called: pd.DataFrame, gaps: pd.DataFrame) -> pd.DataFrame:
    """`groups.members` with names and words. called: `named`; gaps: `gaps.group_gaps`, for the agencies' names."""
    by_cluster = called.set_index("cluster")
    return placed.assign(
        key=list(zip(placed["agency"], placed["position"], strict=True)),
        agency_name=placed["agency"].map(_agencies(gaps)),
        position_name=placed["position"].map(names("positions")),
        name=placed["cluster"].map(by_cluster["name"]).fillna(t("clusters.no_cluster")),
        cluster_label=placed["cluster"].map(by_cluster["label"]).fillna(t("clusters.no_cluster")),
        level_words=[t(f"gap_level.{code}") for code in placed["level_band"]],
        label=placed["agency"].map(_agencies(gaps)) + " · " + placed["position"].map(names("positions")),
    )


def homes(counts: pd.DataFrame, called: pd.DataFrame, agencies: dict[str, str]) -> pd.DataFrame:
    """`people.homes` with the names of clusters and `agencies`."""
    elsewhere = t("clusters.other_agencies")
    here = counts.merge(called[["cluster", "name"]], on="cluster")
    return here.assign(agency_name=[agencies.get(code, code) if code else elsewhere for code in here["agency"]])


def points(own: Clusters, called: pd.DataFrame) -> pd.DataFrame:
    """One row: one person the fit saw, as a point of the sketch that says nothing but its cluster."""
    here = own.sketch.merge(called[["cluster", "name", "label", "identity"]], on="cluster")
    return here.assign(key="", cluster_label=here["label"], label=here["name"]).drop(columns="employee")


def _agencies(gaps: pd.DataFrame) -> pd.Series:
    return gaps.dropna(subset="agency_name").drop_duplicates("agency").set_index("agency")["agency_name"]


def member_columns() -> list[Column]:
    """The table of `members`."""
    return [
        *usual("agency", "position"),
        Column("name", t("clusters.cluster")),
        Column("level", t("clusters.level"), "change"),
        Column("level_words", t("clusters.band")),
        Column("membership", t("clusters.membership"), "percent"),
        *usual("n_people"),
    ]


def badges(own: Clusters, called: pd.DataFrame, of: str) -> str:
    """One line per cluster: its name, its size, and its level, which the shapes leave out."""
    rows = own.rows[own.rows["cluster"] >= 0]
    bands = rows.groupby("cluster")["level_band"].agg(lambda band: band.mode().iloc[0])
    return "  \n".join(
        t(
            f"clusters.badge_{of}",
            name=formats.plain(row.name),
            n=formats.count(row.n_rows),
            level=_level(row.level),
            band=t(f"gap_level.{bands[row.cluster]}"),
            below=lacking_words(lacking(own, row.cluster)),
        )
        for row in called.itertuples(index=False)
    )


def _level(shortfall: float) -> str:
    side = "under" if formats.shown(shortfall) > 0 else "over"
    return t(f"clusters.level_{side}", points=formats.number(abs(shortfall)))


def choice_of_k(own: Clusters) -> pd.DataFrame:
    """One row: one number of clusters tried, as bars of how far it lies above clouds without clusters."""
    here = own.choice[own.choice["k"] > 1]
    return here.assign(
        key=here["k"],
        label=[t("clusters.k", k=k) for k in here["k"]],
        value=here["z"].clip(lower=0),
        text=[formats.number(z) for z in here["z"]],
        tone=["" if chosen else "quiet" for chosen in here["chosen"]],
    )


def left_out(own: Clusters, gaps: pd.DataFrame) -> pd.DataFrame:
    """One row: one group set aside before clustering, and why."""
    here = own.set_aside
    return here.assign(
        agency_name=here["agency"].map(_agencies(gaps)),
        position_name=here["position"].map(names("positions")),
        note=[t(f"clusters.aside_{reason}") for reason in here["reason"]],
    )


def possible_numbers(own: Clusters) -> dict[str, str]:
    """k -> words of the numbers of clusters a reader may ask for: no cluster smaller than five groups."""
    here = own.choice[(own.choice["k"] > 1) & (own.choice["smallest"] >= MIN_CLUSTER)]
    return {str(k): t("clusters.k", k=k) for k in here["k"]}


def hand_words(own: Clusters, shown: Clusters) -> str:
    """What the reader's own number of clusters deserves, beside what the data say."""
    data = t(f"clusters.data_{own.verdict}", n=len(own.clusters))
    return t(f"clusters.hand_{shown.verdict}") + " " + data


def lead(own: Clusters | None, of: str = "groups") -> str:
    """What the clusters say, or that there are none. of: groups | people."""
    if own is None:
        return t("clusters.verdict_too_few", n=0)
    n = len(own.clusters) if len(own.clusters) else len(own.rows) - len(own.set_aside)
    words = "verdict" if of == "groups" else of
    return t(f"clusters.{words}_{own.verdict}", n=formats.count(n))
