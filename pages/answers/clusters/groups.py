"""Groups that share a need: clusters of each period, worked out once per release, and what keeps their identity."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

import pandas as pd

from analytics.clusters import Clusters, analyse, follow
from analytics.clusters.identity import of_members
from analytics.gaps.gaps import shortfalls
from pages.answers import reference
from pages.answers.choice import Choice, frozen, regardless_of
from pages.answers.gaps.gaps import group_gaps
from pages.answers.rounding import difference

SEED = 38  # any number: the same rows give the same clusters on every visit
MOST_LACKING = 2


@dataclass(frozen=True)
class Lacking:
    """What is sent of a cluster to the training needs: its row of `described`, the agencies of its members, and
    indicator -> points below the standard (`lacking`)."""

    cluster: dict[str, object]
    agencies: frozenset[str]
    below: pd.Series

    @property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """The agencies of its members with what it lacks."""
        return frozenset(product(self.agencies, self.below.index))


def over_time(
    choice: Choice, k: int | None = None, tell: Callable[[float, str], None] = lambda share, period: None
) -> dict[str, Clusters]:
    """period -> clusters of the region's agency x position groups, from the first period to the chosen one; that in `k`
    clusters where a number is asked for.

    A period without enough indicators is left out. `tell(share done, period)` is called before each period.
    """
    until = choice.whole().until_chosen()
    asked = repr((until.codes, k))

    def worked_out() -> dict[str, Clusters]:
        return _over_time(choice, k, tell)

    def of_release() -> dict[str, Clusters]:
        return choice.reader.frozen("leader", until, f"clusters.over_time {asked}", worked_out)

    return choice.reader.remember("clusters.over_time", asked, worked_out if k or choice.source else of_release)


def _over_time(choice: Choice, k: int | None, tell: Callable[[float, str], None]) -> dict[str, Clusters]:
    clusters: dict[str, Clusters] = {}
    done = len(choice.earlier) / (len(choice.earlier) + 1)
    if choice.previous:
        # As frozen with that release, where it is: a new period works out its own clusters alone.
        clusters = over_time(choice.whole(choice.previous), None, lambda share, period: tell(share * done, period))
    tell(done, choice.period)
    before = next((len(own.clusters) for own in reversed(clusters.values()) if len(own.clusters)), None)
    own = _of_period(choice.whole(), before, None)
    if own is None:
        return clusters
    return {**clusters, choice.period: own if k is None else by_hand(choice, k)}


def by_hand(choice: Choice, k: int) -> Clusters | None:
    """The chosen period's groups in as many clusters as the reader asks for."""
    return _of_period(choice.whole(), None, k)


@regardless_of("sector", "agency", "position", "indicator")
@frozen("leader")
def same_over_time(choice: Choice, k: int | None = None) -> dict[str, dict[int, int]]:
    """`identities` of `over_time`."""
    return identities(over_time(choice, k))


def identities(clusters: dict[str, Clusters]) -> dict[str, dict[int, int]]:
    """period -> identity of each of its clusters, matched through the periods of `over_time`."""
    several = {period: own for period, own in clusters.items() if len(own.clusters)}
    return dict(zip(several, follow([_for_matching(own) for own in several.values()]), strict=True))


def _for_matching(own: Clusters) -> tuple[pd.Series, pd.DataFrame]:
    shapes = own.profiles.pivot(index="cluster", columns="indicator", values="deviation")
    return own.rows.loc[own.rows["cluster"] >= 0, "cluster"].astype(int), shapes


def _of_period(choice: Choice, before: int | None, wanted: int | None) -> Clusters | None:
    """Kept by the release and the standing rules, not by the state of the store: an upload changes no release."""
    published = choice.ask("published", region=choice.region).set_index("period")
    release = int(published.loc[choice.period, "snapshot_id"])
    key = repr((choice.region, choice.period, choice.source, release, _rules(choice), before, wanted))
    kept = f"clusters.of_period {key}"

    def analysed() -> Clusters | None:
        return _analysed(choice, before, wanted)

    return choice.reader.keep("clusters.of_period", key, lambda: choice.reader.frozen("leader", choice, kept, analysed))


def _analysed(choice: Choice, before: int | None, wanted: int | None) -> Clusters | None:
    gaps = group_gaps(choice, choice.period)
    weighted = set(reference.valid(choice.ask, "weights", choice.period)["indicator"])
    gaps = gaps[gaps["indicator"].isin(weighted) & gaps["gap"].notna()]
    if gaps.empty:
        return None
    matrix, noise, people = shortfalls(gaps)
    return analyse(matrix, SEED, noise, people.to_numpy(), before=before, wanted=wanted)


def _rules(choice: Choice) -> str:
    """What a clustering depends on beside the release: the standards and the indicators that carry weight."""
    tables = [choice.ask("reference_rows", table=table)["row_json"] for table in ("standards", "weights")]
    return hashlib.sha256("\n".join(text for table in tables for text in table).encode()).hexdigest()


def given_names(choice: Choice, clusters: dict[str, Clusters], same: dict[str, dict[int, int]]) -> dict[int, str]:
    """identity -> the name a planner gave it; the newest decision wins, an empty name gives the automatic one back.

    A name stands with the members it was given to: identities are numbered anew when an earlier period is published
    again, so the cluster that was named is found in its period by who is in it.
    """
    called: dict[int, str] = {}
    for row in choice.ask("cluster_names", region=choice.region).itertuples():
        detail, own = json.loads(row.detail), clusters.get(row.period)
        cluster = None if own is None else of_members(own.rows["cluster"], detail["members"])
        if cluster is not None and cluster in same.get(row.period, {}):
            called[same[row.period][cluster]] = detail["name"]
    return {identity: name for identity, name in called.items() if name}


def described(own: Clusters, same: dict[int, int], given: dict[int, str]) -> pd.DataFrame:
    """One row: one cluster with identity, the name planners `given` it (or ""), first and second (the indicators in
    which it is weaker than the others), n_rows, n_agencies (of groups), level and jaccard."""
    table = own.clusters.assign(identity=own.clusters["cluster"].map(same))
    table["given"] = [given.get(identity, "") for identity in table["identity"]]
    if "agency" in own.rows.index.names:
        agencies = own.rows.reset_index().groupby("cluster")["agency"].nunique()
        table["n_agencies"] = table["cluster"].map(agencies)
    return table


def lacking(own: Clusters, cluster: int) -> pd.Series:
    """The indicators in which a cluster lies below its standard, at most two, the lowest first: code -> points below.

    The points are the cluster's level plus its deviation, as the reader adds the two figures on screen.
    """
    level = own.clusters.set_index("cluster").loc[cluster, "level"]
    deviations = own.profiles[own.profiles["cluster"] == cluster].set_index("indicator")["deviation"]
    below = deviations.map(lambda deviation: difference(level, -deviation))
    return below[below > 0].sort_values(ascending=False, kind="stable").head(MOST_LACKING)


def sent(choice: Choice, identity: str, k: int | None = None) -> Lacking | None:
    """What the cluster of that identity lacks in the chosen period; None where there is none."""
    clusters = over_time(choice, k)
    own = clusters.get(choice.period)
    if own is None or own.clusters.empty:
        return None
    same = same_over_time(choice, k)
    table = described(own, same[choice.period], given_names(choice, clusters, same))
    table = table[table["identity"].astype(str) == identity]
    if table.empty:
        return None
    cluster = table.iloc[0].to_dict()
    members = own.rows.index[own.rows["cluster"] == cluster["cluster"]]
    return Lacking(cluster, frozenset(members.get_level_values("agency")), lacking(own, cluster["cluster"]))


def members(own: Clusters, described: pd.DataFrame, groups: pd.DataFrame) -> pd.DataFrame:
    """One row: one clustered group (agency, position) with its place on the sketch, its cluster (identity -1: none, as
    its shape is nobody's), its level and its people. groups: `gaps.group_gaps` of the same period."""
    table = own.sketch.drop(columns="cluster").merge(own.rows.reset_index(), on=["agency", "position"])
    of_cluster = described[["cluster", "identity", "given", "first", "second"]]
    table = table.merge(of_cluster, on="cluster", how="left")
    sizes = groups.groupby(["agency", "position"], as_index=False)["n_people"].max()
    table = table.merge(sizes, on=["agency", "position"], how="left")
    table["identity"] = table["identity"].fillna(-1).astype(int)
    return table.sort_values(["identity", "level"], ascending=[True, False], ignore_index=True)


def of_groups(choice: Choice) -> pd.DataFrame:
    """`members` of the chosen period as the data themselves cluster them; no row where they make no clusters."""
    clusters = over_time(choice)
    own = clusters.get(choice.period)
    if own is None or own.clusters.empty:
        return pd.DataFrame(columns=["agency", "position", "cluster", "identity", "level"])
    same = same_over_time(choice)
    table = described(own, same[choice.period], given_names(choice, clusters, same))
    return members(own, table, group_gaps(choice.whole(), choice.period))
