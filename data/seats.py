"""Seating the people of a period: the partition is made at the first release, extended afterwards, and remembered."""

import duckdb

from data.blocks import Leaf, Partition, extend, partition
from data.engine import first, run


def take(cursor: duckdb.DuckDBPyConnection, here: dict, k: int) -> bool:
    """Write the leaves that the homes laid out ask for and that have no block yet. here: region, period.
    False, and nothing written, where there is neither a block of k people nor an agency-level figure."""
    homes: dict[Leaf, int] = {
        (agency, unit, position): n for agency, unit, position, n in run(cursor, "sql/publish/homes.sql").fetchall()
    }
    figures = [row[0] for row in run(cursor, "sql/publish/figure_agencies.sql").fetchall()]
    sector_of = dict(cursor.execute("select code, sector from agency_name").fetchall())
    frozen = _frozen(cursor, here)
    people = {leaf: number for leaf, number in frozen.block_of.items() if leaf[1] != "*"}
    if people:
        seats = extend(Partition(people, frozen.group_of), homes, sector_of, k)
    else:
        seats = partition(homes, sector_of, k) or Partition({}, {})
    if not seats.block_of and not figures:
        return False
    group_of = {agency: agency for agency in figures} | frozen.group_of | seats.group_of
    free = first(run(cursor, "sql/publish/next_block.sql"))[0]
    known = set(people.values())
    numbers: dict[Leaf, int] = {}
    fresh: dict[int, int] = {}
    for leaf, number in sorted(seats.block_of.items(), key=lambda item: (item[1], item[0])):
        if leaf not in frozen.block_of:
            numbers[leaf] = number if number in known else fresh.setdefault(number, free + len(fresh))
    pseudo: dict[str, int] = {group_of[leaf[0]]: n for leaf, n in frozen.block_of.items() if leaf[1] == "*"}
    for agency in sorted(figures):
        number = pseudo.setdefault(group_of[agency], free + len(fresh) + len(pseudo))
        if (agency, "*", "*") not in frozen.block_of:
            numbers[agency, "*", "*"] = number
    _remember(cursor, here, numbers, group_of)
    return True


def _frozen(cursor: duckdb.DuckDBPyConnection, here: dict) -> Partition:
    rows = run(cursor, "sql/publish/leaves.sql", **here).fetchall()
    return Partition(
        {(agency, unit, position): block for agency, unit, position, block, _ in rows},
        {agency: group for agency, _, _, _, group in rows},
    )


def _remember(cursor: duckdb.DuckDBPyConnection, here: dict, numbers: dict[Leaf, int], group_of: dict) -> None:
    leaves = sorted(numbers)
    agencies, units, positions = ([leaf[part] for leaf in leaves] for part in range(3))
    run(
        cursor, "sql/publish/keep_leaves.sql", agencies=agencies, units=units, positions=positions,
        blocks=[numbers[leaf] for leaf in leaves], groups=[group_of[agency] for agency in agencies], **here,
    )  # fmt: skip
