"""Groups that share a need, as the competency page draws and says them."""

import pandas as pd

from analytics.clusters import Clusters
from analytics.clusters.choice import MIN_CLUSTER, STABLE_JACCARD
from pages.ui.page.names import names
from pages.ui.panel.tables import Column, usual
from pages.ui.words import formats, t


def named(found: Clusters, same: dict[int, int], given: dict[int, str]) -> pd.DataFrame:
    """`clusters` with identity, what they are called, `n_agencies`, and how the bars of stability draw them.

    given: the names planners gave, per identity; without one a cluster is called by the one or two indicators in which
    it is weaker than the other clusters, be they above their standard or not (`lacking`).
    """
    indicators = names("indicators")
    here = found.clusters.assign(identity=found.clusters["cluster"].map(same))
    here["given"] = [given.get(identity, "") for identity in here["identity"]]
    codes = [[code for code in (row.first, row.second) if code] for row in here.itertuples()]
    weak = [t("clusters.weak_in", where=" · ".join(indicators.get(code, code) for code in each)) for each in codes]
    here["name"] = here["given"].where(here["given"] != "", pd.Series(weak, index=here.index))
    if "agency" in found.rows.index.names:
        agencies = found.rows.reset_index().groupby("cluster")["agency"].nunique()
        here["n_agencies"] = here["cluster"].map(agencies)
    return here.assign(
        key=here["cluster"],
        label=here["given"].where(here["given"] != "", pd.Series(map(" · ".join, codes), index=here.index)),
        value=here["jaccard"],
        text=[formats.percent(value) for value in here["jaccard"]],
        tone=["" if value >= STABLE_JACCARD else "quiet" for value in here["jaccard"]],
    )


def lacking(found: Clusters, cluster: int) -> pd.Series:
    """The indicators in which a cluster lies below its standard, at most two, the lowest first: code -> points below.

    The points are the cluster's level plus its deviation, as the reader adds the two figures on screen.
    """
    level = found.clusters.set_index("cluster").loc[cluster, "level"]
    own = found.profiles[found.profiles["cluster"] == cluster].set_index("indicator")["deviation"]
    below = own.map(lambda deviation: formats.difference(level, -deviation))
    return below[below > 0].sort_values(ascending=False, kind="stable").head(2)


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


def profiles(found: Clusters, called: pd.DataFrame) -> pd.DataFrame:
    """One row: one cluster and indicator as the heat map takes it; a weakness is negative, as in the gap matrix."""
    indicators = names("indicators")
    order = {code: at for at, code in enumerate(indicators)}
    here = found.profiles.merge(called[["cluster", "name", "label"]], on="cluster")
    here = here.assign(at=here["indicator"].map(order)).sort_values(["cluster", "at"], ignore_index=True)
    return here.assign(
        row=here["cluster"].astype(str),
        row_label=here["label"],
        column=here["indicator"],
        column_label=here["indicator"].map(indicators),
        column_short=here["indicator"],
        indicator_name=here["indicator"].map(indicators),
        value=-here["deviation"],
        certain=here["deviation"].abs() > 1.96 * here["se"],
        n_people=None,
    )


def members(found: Clusters, called: pd.DataFrame, groups: pd.DataFrame) -> pd.DataFrame:
    """One row: one clustered group with its place on the sketch, its cluster and its level."""
    here = found.sketch.drop(columns="cluster").merge(found.rows.reset_index(), on=["agency", "position"])
    here = here.merge(
        called[["cluster", "name", "label", "identity"]].rename(columns={"label": "codes"}), on="cluster", how="left"
    )
    agencies = groups.dropna(subset="agency_name").drop_duplicates("agency").set_index("agency")
    positions = names("positions")
    sizes = groups.groupby(["agency", "position"], as_index=False)["n_people"].max()
    here = here.merge(sizes, on=["agency", "position"], how="left")
    here = here.assign(
        key=here["agency"],
        agency_name=here["agency"].map(agencies["agency_name"]),
        position_name=here["position"].map(positions),
        name=here["name"].fillna(t("clusters.no_cluster")),
        cluster_label=here["codes"].fillna(t("clusters.no_cluster")),
        identity=here["identity"].fillna(-1).astype(int),
        level_words=[t(f"gap_level.{code}") for code in here["level_band"]],
    )
    here["label"] = here["agency_name"] + " · " + here["position_name"]
    return here.sort_values(["identity", "level"], ascending=[True, False], ignore_index=True)


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


def badges(found: Clusters, called: pd.DataFrame, of: str) -> str:
    """One line per cluster: its name, its size, and its level, which the shapes leave out."""
    rows = found.rows[found.rows["cluster"] >= 0]
    bands = rows.groupby("cluster")["level_band"].agg(lambda band: band.mode().iloc[0])
    return "  \n".join(
        t(
            f"clusters.badge_{of}",
            label=row.label,
            name=formats.plain(row.name),
            n=formats.count(row.n_rows),
            level=_level(row.level),
            band=t(f"gap_level.{bands[row.cluster]}"),
            below=lacking_words(lacking(found, row.cluster)),
        )
        for row in called.itertuples(index=False)
    )


def _level(shortfall: float) -> str:
    side = "under" if formats.shown(shortfall) > 0 else "over"
    return t(f"clusters.level_{side}", points=formats.number(abs(shortfall)))


def choice_of_k(found: Clusters) -> pd.DataFrame:
    """One row: one number of clusters tried, as bars of how far it lies above clouds without clusters."""
    here = found.choice[found.choice["k"] > 1]
    return here.assign(
        key=here["k"],
        label=[t("clusters.k", k=k) for k in here["k"]],
        value=here["z"].clip(lower=0),
        text=[formats.number(z) for z in here["z"]],
        tone=["" if chosen else "quiet" for chosen in here["chosen"]],
    )


def left_out(found: Clusters, groups: pd.DataFrame) -> pd.DataFrame:
    """One row: one group set aside before clustering, and why."""
    agencies = groups.dropna(subset="agency_name").drop_duplicates("agency").set_index("agency")["agency_name"]
    here = found.set_aside
    return here.assign(
        agency_name=here["agency"].map(agencies),
        position_name=here["position"].map(names("positions")),
        note=[t(f"clusters.aside_{reason}") for reason in here["reason"]],
    )


def possible_numbers(found: Clusters) -> dict[str, str]:
    """k -> words of the numbers of clusters a reader may ask for: no cluster smaller than five groups."""
    here = found.choice[(found.choice["k"] > 1) & (found.choice["smallest"] >= MIN_CLUSTER)]
    return {str(k): t("clusters.k", k=k) for k in here["k"]}


def hand_words(own: Clusters, shown: Clusters) -> str:
    """What the reader's own number of clusters deserves, beside what the data say."""
    data = t(f"clusters.data_{own.verdict}", n=len(own.clusters))
    return t(f"clusters.hand_{shown.verdict}") + " " + data


def lead(found: Clusters | None, of: str = "groups") -> str:
    """What the clusters say, or that there are none. of: groups | people."""
    if found is None:
        return t("clusters.verdict_too_few", n=0)
    n = len(found.clusters) if len(found.clusters) else len(found.rows) - len(found.set_aside)
    words = "verdict" if of == "groups" else of
    return t(f"clusters.{words}_{found.verdict}", n=formats.count(n))
