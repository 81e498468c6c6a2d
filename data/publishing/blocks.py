"""The partition: every person of a region and period in exactly one block of at least k people.

A leaf is agency x position, in agencies over `SPLIT` people unit x position. Leaves under k merge inside their unit,
then their agency; an agency under k joins the smallest agency of its sector, else of its region. Ties go by code.
The partition is frozen at a period's first release; `extend` seats the people who come later.
"""

from collections import defaultdict
from dataclasses import dataclass

# In smaller agencies most leaves of unit x position would be near k or under it, and be merged again at once.
SPLIT = 200

Leaf = tuple[str, str, str]  # agency, unit ('' where units do not matter), position


@dataclass(frozen=True)
class Partition:
    """`block_of`: leaf -> block number (0, 1, ...); `group_of`: agency -> the agency whose code its group carries."""

    block_of: dict[Leaf, int]
    group_of: dict[str, str]


def group_agencies(sizes: dict[str, int], sector_of: dict[str, str], k: int) -> dict[str, str] | None:
    """Agency -> group, every group of at least k people; None when the whole region is smaller."""
    groups = {agency: [agency] for agency in sizes}
    size = dict(sizes)

    def sector(group: str) -> str:
        return sector_of[min(groups[group], key=lambda agency: (-sizes[agency], agency))]

    # The smallest first: whom it joins may be large enough then, so that as few agencies as possible lose their own
    # name.
    while groups and (least := min(groups, key=lambda group: (size[group], group))) is not None and size[least] < k:
        others = [group for group in groups if group != least]
        if not others:
            return None
        same = [group for group in others if sector(group) == sector(least)]
        target = min(same or others, key=lambda group: (size[group], group))
        members = groups.pop(least) + groups.pop(target)
        total = size.pop(least) + size.pop(target)
        name = min(members, key=lambda agency: (-sizes[agency], agency))
        groups[name], size[name] = members, total
    return {agency: group for group, members in groups.items() for agency in members}


def leaf_of(agency: str, unit: str, position: str, split: bool) -> Leaf:
    """The leaf a person sits in: units count only in agencies that are split by unit."""
    return (agency, unit if split else "", position)


def divide(people: dict[Leaf, int], k: int) -> list[set[tuple[str, str]]]:
    """The blocks of one group: sets of (unit, position). `people` counts by (unit, position) through any agency."""
    count: dict[tuple[str, str], int] = defaultdict(int)
    for (_, unit, position), n in people.items():
        count[unit, position] += n
    blocks: list[set[tuple[str, str]]] = []
    small_left: set[tuple[str, str]] = set()
    for unit in sorted({unit for unit, _ in count}):
        here = [{leaf} for leaf in sorted(count) if leaf[0] == unit and count[leaf] >= k]
        small = {leaf for leaf in count if leaf[0] == unit and count[leaf] < k}
        # Inside the unit first: a block merged there still names a place somebody can act on.
        small_left |= _settle(small, here, count, k)
        blocks += here
    left = _settle(small_left, blocks, count, k)
    return [*blocks, left] if left else blocks


def _settle(
    small: set[tuple[str, str]], blocks: list[set[tuple[str, str]]], count: dict[tuple[str, str], int], k: int
) -> set[tuple[str, str]]:
    """Make the small leaves one block, or add them to the smallest block here; what finds no room is returned."""
    if not small:
        return set()
    if sum(count[leaf] for leaf in small) >= k:
        blocks.append(small)
        return set()
    if not blocks:
        return small
    min(blocks, key=lambda block: (sum(count[leaf] for leaf in block), min(block))).update(small)
    return set()


def partition(homes: dict[Leaf, int], sector_of: dict[str, str], k: int) -> Partition | None:
    """The first partition of a region and period. `homes` counts people by (agency, unit, position)."""
    sizes: dict[str, int] = defaultdict(int)
    for (agency, _, _), n in homes.items():
        sizes[agency] += n
    group_of = group_agencies(sizes, sector_of, k)
    if group_of is None:
        return None
    members: dict[str, list[str]] = defaultdict(list)
    for agency, group in sorted(group_of.items()):
        members[group].append(agency)
    block_of: dict[Leaf, int] = {}
    number = 0
    for group in sorted(members):
        split = len(members[group]) == 1 and sizes[group] > SPLIT
        leaves: dict[Leaf, int] = defaultdict(int)
        for (agency, unit, position), n in homes.items():
            if group_of[agency] == group:
                leaves[leaf_of(agency, unit, position, split)] += n
        for block in divide(leaves, k):
            block_of |= {leaf: number for leaf in leaves if leaf[1:] in block}
            number += 1
    return Partition(block_of, group_of)


def extend(frozen: Partition, homes: dict[Leaf, int], sector_of: dict[str, str], k: int) -> Partition:
    """Seat leaves that came after the first release; leaves already seated keep their block.

    A new leaf of at least k people is a block of its own; a smaller one joins the smallest block of its unit, else of
    its agency. A new agency of at least k people is partitioned by itself; a smaller one joins the smallest group of
    its sector, else of the region.
    """
    block_of, group_of = dict(frozen.block_of), dict(frozen.group_of)
    split = {agency: any(unit for a, unit, _ in block_of if a == agency) for agency in group_of}
    sizes: dict[str, int] = defaultdict(int)
    for (agency, _, _), n in homes.items():
        sizes[agency] += n
    for agency in sorted(set(sizes) - set(group_of)):
        mine = {leaf: n for leaf, n in homes.items() if leaf[0] == agency}
        alone = partition(mine, sector_of, k)
        if alone is not None:
            first = 1 + max(block_of.values(), default=-1)
            block_of |= {leaf: first + number for leaf, number in alone.block_of.items()}
            group_of |= alone.group_of
            continue
        weight = {group: sum(sizes.get(a, 0) for a in group_of if group_of[a] == group) for group in group_of.values()}
        same = [group for group in weight if sector_of[group] == sector_of[agency]]
        group_of[agency] = min(same or weight, key=lambda group: (weight[group], group))
    seated: dict[int, int] = defaultdict(int)
    waiting: dict[Leaf, int] = defaultdict(int)
    for (agency, unit, position), n in homes.items():
        full = (agency, unit, position)
        leaf = full if full in block_of else leaf_of(agency, unit, position, split.get(agency, False))
        if leaf in block_of:
            seated[block_of[leaf]] += n
        else:
            waiting[leaf] += n
    for leaf, n in sorted(waiting.items()):
        agency, unit, _ = leaf
        # A block of their own: nobody seated is mixed with newcomers, and nothing released has to be compared anew.
        if n >= k and agency in split:
            block_of[leaf] = 1 + max(block_of.values())
            continue
        group = [other for other in block_of if group_of[other[0]] == group_of[agency]]
        near = [other for other in group if other[0] == agency and other[1] == unit] or group
        block_of[leaf] = min({block_of[other] for other in near}, key=lambda block: (seated[block], block))
    return Partition(block_of, group_of)
