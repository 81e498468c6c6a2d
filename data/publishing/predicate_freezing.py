"""Freezing the official predicates of a region and period as counts: groups of agencies of at least k people, each
category of at least k people or pooled with its neighbour. A predicate is never turned into a score or an average.
"""

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime

import duckdb
import pandas as pd

from data.publishing.blocks import Partition, extend, partition
from data.publishing.freezing import TooSmall
from data.publishing.pooling import pool
from data.store.engine import only, run
from data.terms import periods

CONSISTENCY = ("consistent", "unchecked", "inconsistent")
_GROUP = [
    "agency",
    "agency_group",
    "name",
    "short",
    "sector",
    "merged",
    "n_people",
    "n_roster",
    "released_from",
    "held",
]
_CELL = ["agency_group", "about", "categories", "n_people", "at_least"]

Categories = dict[tuple[str, str], dict[str, str]]  # (group, about) -> category -> the pool it was released in
REST = "*"  # stands for every category not named: those people are in the pool that is told to be nearly all alike


@dataclass(frozen=True)
class PredicateRelease:
    """What publishing predicates did: the release, its groups with people, and how many wait with a correction."""

    release_id: int
    version: int
    groups: int
    held: int


def released(cursor: duckdb.DuckDBPyConnection, release_id: int) -> dict:
    """How many counts a release told, and one hash of them."""
    cells, sha256 = only(run(cursor, "sql/predicates/released.sql", release_id=release_id))
    return {"cells": cells, "sha256": sha256}


def freeze(
    cursor: duckdb.DuckDBPyConnection, region: str, period: str, actor: str, now: datetime, k: int
) -> PredicateRelease:
    """The publishing itself, inside a transaction."""
    here = {"region": region, "period": period}
    batches = [row[0] for row in run(cursor, "sql/predicates/batches.sql", **here).fetchall()]
    earlier = run(cursor, "sql/predicates/earlier.sql", **here).fetchall()
    known = run(cursor, "sql/predicates/earlier_groups.sql", **here).df()
    released = run(cursor, "sql/predicates/earlier_cells.sql", **here).df()
    order = [row[0] for row in run(cursor, "sql/predicates/order.sql").fetchall()]
    agencies = run(cursor, "sql/predicates/names.sql", region=region).df().set_index("code")

    people = run(cursor, "sql/predicates/people.sql", batches=batches, **here).df()
    group_of = _groups(people, known, agencies["sector"].to_dict(), k)
    if group_of is None:
        raise TooSmall(region)
    fresh = _cells(people.assign(agency_group=people["agency"].map(group_of)), order, k)

    states = []
    for release_id, _, then in earlier:
        before = run(cursor, "sql/predicates/people.sql", batches=json.loads(then), **here).df()
        own = known.loc[known["released_from"] == release_id, "agency_group"]  # not those it held back
        then_released = released["release_id"] == release_id
        states.append((before, _pools(released[then_released & released["agency_group"].isin(own)])))
    held = _held([*states, (people, _pools(fresh))], group_of, k) if earlier else set()

    release_id = only(run(cursor, "sql/predicates/next.sql"))[0]
    last = earlier[-1][0] if earlier else None
    kept = released[(released["release_id"] == last) & released["agency_group"].isin(held)]
    cells = pd.concat([fresh[~fresh["agency_group"].isin(held)], kept[_CELL]], ignore_index=True)
    staff = _roster(cursor, region, period)
    every = {agency: agency for agency in staff} | group_of
    groups = _group_rows(people, known[known["release_id"] == last], every, held, release_id, agencies, cells)
    groups["n_roster"] = _staff(groups, staff)
    cursor.register("group_rows", groups[_GROUP])
    cursor.register("cell_rows", cells[_CELL])
    version = 1 + (earlier[-1][1] if earlier else 0)
    run(
        cursor, "sql/predicates/keep.sql", release_id=release_id, version=version, made_at=now, actor=actor, k=k,
        batches=json.dumps(batches, separators=(",", ":")), held=len(held), **here,
    )  # fmt: skip
    cursor.unregister("group_rows")
    cursor.unregister("cell_rows")
    return PredicateRelease(release_id, version, int(cells["agency_group"].nunique()), len(held))


def _groups(people: pd.DataFrame, known: pd.DataFrame, sector_of: dict[str, str], k: int) -> dict[str, str] | None:
    """Agency -> the group it is counted in. Groups stay as they were first released; None: fewer than k people."""
    homes = {(agency, "", ""): int(n) for agency, n in people["agency"].value_counts().sort_index().items()}
    shown = known[known["agency_group"].isin(known.loc[known["n_people"] > 0, "agency_group"])]
    frozen = dict(zip(shown["agency"], shown["agency_group"], strict=True))
    if not frozen and not homes:
        return None
    if not frozen:
        made = partition(homes, sector_of, k)
        return made.group_of if made else None
    number = {group: index for index, group in enumerate(sorted(set(frozen.values())))}
    block_of = {(agency, "", ""): number[group] for agency, group in frozen.items()}
    return extend(Partition(block_of, frozen), homes, sector_of, k).group_of


def _cells(people: pd.DataFrame, order: list[str], k: int) -> pd.DataFrame:
    """One row: one pool of one group, of its predicates or of whether they follow from their ratings."""
    rows = []
    for group, members in people.groupby("agency_group", sort=True):
        for about, categories in (("predicate", order), ("consistency", CONSISTENCY)):
            for part in pool(Counter(members[about]), categories, k):
                rows.append((group, about, part.code, part.n_people, part.at_least))
    return pd.DataFrame(rows, columns=_CELL)


def _pools(cells: pd.DataFrame) -> Categories:
    pool_of: Categories = defaultdict(dict)
    for row in cells.itertuples():
        for category in [*row.categories.split("|"), *([REST] if row.at_least else [])]:
            pool_of[row.agency_group, row.about][category] = row.categories
    return pool_of


def _held(states: list[tuple[pd.DataFrame, Categories]], group_of: dict[str, str], k: int) -> set[str]:
    """Groups whose correction must wait. A person's path is the pool they stood in at each release; every count ever
    released is a sum of whole paths, so where no path has 1 to k-1 people no difference of releases tells of fewer."""
    paths: dict[tuple[str, str, int], list] = defaultdict(lambda: [None] * len(states))
    for version, (people, pools) in enumerate(states):
        for row in people.itertuples():
            group = group_of[row.agency]
            for about in ("predicate", "consistency"):
                here = pools.get((group, about))
                if here:
                    paths[group, about, row.employee][version] = here.get(getattr(row, about)) or here.get(REST, "?")
    sizes = Counter((group, about, tuple(path)) for (group, about, _), path in paths.items())
    return {group for (group, _, _), n in sizes.items() if n < k}


def _group_rows(
    people: pd.DataFrame, before: pd.DataFrame, group_of: dict[str, str], held: set[str], release_id: int,
    agencies: pd.DataFrame, cells: pd.DataFrame,
) -> pd.DataFrame:  # fmt: skip
    """One row: one agency with the group it is counted in; n_people of the whole group, 0 where it is not told."""
    count = Counter(people["agency"].map(group_of))
    shown = set(cells["agency_group"])
    old = before.drop_duplicates("agency_group").set_index("agency_group")
    members: dict[str, list[str]] = defaultdict(list)
    for agency, group in sorted(group_of.items()):
        members[group].append(agency)
    rows = []
    for group, inside in members.items():
        known = [agencies.loc[agency] for agency in inside if agency in agencies.index]
        name, short = (" + ".join(agency_row[part] for agency_row in known) or group for part in ("name", "short"))
        sector = agencies["sector"].get(group, "")
        n = int(old["n_people"].get(group, 0)) if group in held else count[group] if group in shown else 0
        origin = int(old["released_from"].get(group, release_id)) if group in held else release_id
        for agency in inside:
            rows.append((agency, group, name, short, sector, len(inside) > 1, n, None, origin, group in held))
    return pd.DataFrame(rows, columns=_GROUP)


def _roster(cursor: duckdb.DuckDBPyConnection, region: str, period: str) -> dict[str, int]:
    """Agency -> active staff by the last roster within the period; empty without one."""
    span = periods.of_code(period)
    return dict(run(cursor, "sql/predicates/roster.sql", region=region, starts=span.starts, ends=span.ends).fetchall())


def _staff(groups: pd.DataFrame, staff: dict[str, int]) -> pd.Series:
    """Active staff of each row's whole group; missing without a roster."""
    if not staff:
        return pd.Series(pd.NA, index=groups.index, dtype="Int64")
    own = groups["agency"].map(staff).fillna(0)
    return own.groupby(groups["agency_group"]).transform("sum").astype("Int64")
