"""Seating the people of a period: the partition is made at the first release, extended afterwards, and remembered."""

import duckdb

from data.publishing.blocks import Leaf, Partition, extend, partition
from data.store.engine import only, run


def take(cursor: duckdb.DuckDBPyConnection, here: dict, k: int) -> bool:
    """Write the leaves that the homes laid out ask for and that have no block yet. here: region, period.
    False, and nothing written, where there is neither a block of k people nor an agency-level figure.

    The figures of an agency stay in the group they were first released with, wherever its people are seated later.
    """
    homes: dict[Leaf, int] = {
        (agency, unit, position): n for agency, unit, position, n in run(cursor, "sql/publish/homes.sql").fetchall()
    }
    figures = [row[0] for row in run(cursor, "sql/publish/figure_agencies.sql").fetchall()]
    sector_of = dict(run(cursor, "sql/publish/sectors.sql").fetchall())
    frozen, pseudo = _frozen(cursor, here)
    if frozen.block_of:
        seats = extend(frozen, homes, sector_of, k)
    else:
        seats = partition(homes, sector_of, k) or Partition({}, {})
    if not seats.block_of and not figures:
        return False
    free = only(run(cursor, "sql/publish/next_block.sql"))[0]
    known = set(frozen.block_of.values())
    numbers: dict[Leaf, int] = {}
    fresh: dict[int, int] = {}
    # In one order always: a replay of the journal must come to the same numbers of blocks.
    for leaf, number in sorted(seats.block_of.items(), key=lambda item: (item[1], item[0])):
        if leaf not in frozen.block_of:
            numbers[leaf] = number if number in known else fresh.setdefault(number, free + len(fresh))
    group_of = {leaf: seats.group_of[leaf[0]] for leaf in numbers}
    # Unit and position of these leaves are `*`: figures of an agency belong to nobody in it.
    block_of_group = dict(pseudo.values())
    for agency in sorted(set(figures) - set(pseudo)):
        group = seats.group_of.get(agency, agency)
        group_of[agency, "*", "*"] = group
        numbers[agency, "*", "*"] = block_of_group.setdefault(group, free + len(fresh) + len(block_of_group))
    _remember(cursor, here, numbers, group_of)
    return True


def _frozen(cursor: duckdb.DuckDBPyConnection, here: dict) -> tuple[Partition, dict[str, tuple[str, int]]]:
    """The people seated so far, and agency -> (group, block) of its figures."""
    rows = run(cursor, "sql/publish/leaves.sql", **here).fetchall()
    people = [row for row in rows if row[1] != "*"]
    seated = Partition(
        {(agency, unit, position): block for agency, unit, position, block, _ in people},
        {agency: group for agency, _, _, _, group in people},
    )
    return seated, {agency: (group, block) for agency, unit, _, block, group in rows if unit == "*"}


def _remember(
    cursor: duckdb.DuckDBPyConnection, here: dict, numbers: dict[Leaf, int], group_of: dict[Leaf, str]
) -> None:
    leaves = [
        {
            "agency": leaf[0],
            "unit": leaf[1],
            "position": leaf[2],
            "block_id": numbers[leaf],
            "agency_group": group_of[leaf],
        }
        for leaf in sorted(numbers)
    ]
    run(cursor, "sql/publish/keep_leaves.sql", leaves=leaves, **here)
