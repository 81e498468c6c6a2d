"""Counts that tell of nobody: categories of one to four people are pooled with a neighbour before they are stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

ALIKE = 0.95


@dataclass(frozen=True)
class Pool:
    """Categories counted together. `at_least`: 95 % or more of these people are in its one category; that is all."""

    categories: tuple[str, ...]
    n_people: int
    at_least: bool = False

    @property
    def code(self) -> str:
        return "|".join(self.categories)


def pool(counts: Mapping[str, int], order: Sequence[str], k: int) -> list[Pool]:
    """The pools of one group of people, in `order` (best category first); none for a group under k people.

    A category nobody is in stands in no pool. Where all, or all but fewer than k and at most 5 %, share one category,
    only "at least 95 %" is told: a group that is all alike cannot be told from one that nearly is. The same is told of
    one pool of several categories, the largest, where one category makes up 95 % of it; the others are then not named.
    """
    pools = [Pool((category,), counts[category]) for category in order if counts.get(category)]
    total = sum(each.n_people for each in pools)
    if total < k:
        return []
    most = max(pools, key=lambda each: each.n_people)
    if total - most.n_people < k and most.n_people >= ALIKE * total:
        return [Pool(most.categories, total, at_least=True)]
    # With a neighbour in the order, not with the next smallest: `good or better` still says something.
    while len(pools) > 1 and (least := min(pools, key=lambda each: each.n_people)).n_people < k:
        index = pools.index(least)
        beside = [place for place in (index - 1, index + 1) if 0 <= place < len(pools)]
        other = min(beside, key=lambda place: (pools[place].n_people, -place))
        first, second = sorted((index, other))
        joined = pools[first].categories + pools[second].categories
        pools[first : second + 1] = [Pool(joined, pools[first].n_people + pools[second].n_people)]
    return _with_one_named(pools, counts)


def _with_one_named(pools: list[Pool], counts: Mapping[str, int]) -> list[Pool]:
    """At most one: the people of the categories not named are then known to stand in that pool."""
    main = {each: max(each.categories, key=lambda category: counts[category]) for each in pools}
    fit = [each for each in pools if len(each.categories) > 1 and counts[main[each]] >= ALIKE * each.n_people]
    if not fit:
        return pools
    named = max(fit, key=lambda each: each.n_people)
    return [Pool((main[each],), each.n_people, at_least=True) if each is named else each for each in pools]
