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
    found = [Pool((category,), counts[category]) for category in order if counts.get(category)]
    total = sum(one.n_people for one in found)
    if total < k:
        return []
    most = max(found, key=lambda one: one.n_people)
    if total - most.n_people < k and most.n_people >= ALIKE * total:
        return [Pool(most.categories, total, at_least=True)]
    # With a neighbour in the order, not with the next smallest: `good or better` still says something.
    while len(found) > 1 and (least := min(found, key=lambda one: one.n_people)).n_people < k:
        at = found.index(least)
        beside = [place for place in (at - 1, at + 1) if 0 <= place < len(found)]
        other = min(beside, key=lambda place: (found[place].n_people, -place))
        first, second = sorted((at, other))
        joined = found[first].categories + found[second].categories
        found[first : second + 1] = [Pool(joined, found[first].n_people + found[second].n_people)]
    return _with_one_named(found, counts)


def _with_one_named(pools: list[Pool], counts: Mapping[str, int]) -> list[Pool]:
    """At most one: the people of the categories not named are then known to stand in that pool."""
    main = {one: max(one.categories, key=lambda category: counts[category]) for one in pools}
    fit = [one for one in pools if len(one.categories) > 1 and counts[main[one]] >= ALIKE * one.n_people]
    if not fit:
        return pools
    named = max(fit, key=lambda one: one.n_people)
    return [Pool((main[one],), one.n_people, at_least=True) if one is named else one for one in pools]
