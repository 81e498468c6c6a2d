"""Files that were released under a wrong label and undone: what they released is compared like a version.

A file of the wrong period or region, or with the wrong source or indicator, stays known to whoever read its figures.
The right one, with one person more or fewer, would differ from it by that person.
"""

import json
from dataclasses import dataclass
from itertools import count

import duckdb

from data.publishing.versions import Version
from data.store.engine import only, run

_FIRST = -10
"""The state of the first linked snapshot of another period or region; -1 and -2 are those of pairs."""


@dataclass(frozen=True)
class Link:
    """One snapshot to compare with; `aspects`: (indicator, source) there and (indicator, source) here, four texts."""

    version: Version
    aspects: list[list[str]]


def found(cursor: duckdb.DuckDBPyConnection, here: dict, batches: list[int], earlier: list[Version]) -> list[Link]:
    """The snapshots that undone files of these rows under another label were in. earlier: versions of the
    same period, which are laid out anyway. here: region, period, rules."""
    free = count(_FIRST, -1)
    if not only(run(cursor, "sql/publish/undone.sql"))[0]:
        return []
    state_of = {version.origin: version.state for version in earlier}
    rows = run(cursor, "sql/publish/links.sql", batches=batches, **here).fetchall()
    return [
        Link(Version(state_of.get(origin) or next(free), region, period, k, origin, json.loads(then), rules), aspects)
        for origin, region, period, then, k, rules, aspects in rows
        if origin in state_of or (region, period) != (here["region"], here["period"])
    ]


def fresh(links: list[Link]) -> list[Version]:
    """The linked snapshots that have to be laid out beside the versions of the period."""
    return [link.version for link in links if link.version.state <= _FIRST]


def hold(cursor: duckdb.DuckDBPyConnection, links: list[Link], made: dict) -> None:
    """Have the blocks wait whose figures would tell of somebody beside what was released under another label."""
    told = [
        {"origin": link.version.origin, "state": link.version.state, "labels": labels}
        for link in links
        for labels in link.aspects
    ]
    run(cursor, "sql/publish/held_linked.sql", links=told, **made)
