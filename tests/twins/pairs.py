"""The slow, obvious twin of the pair sums: sets of people and directions tried one by one."""

from collections import defaultdict

from tests.twins import publish

DIRECTIONS = [(1, 0), (0, 1), (1, 1), (1, -1), (1, 2), (1, 3.7)]
"""Weights of the two sums of one period, one for each way its four sets of people can fall together."""


class Period:
    """One period's first release: `at` (agency, indicator, source) -> block -> people; `value`; `home`."""

    def __init__(self, rows, sectors, min_raters, k, roster=()):
        self.home = publish.homes(rows, roster)
        members = publish.blocks(self.home, sectors, k)
        sizes = defaultdict(int)
        for agency, _, _ in self.home.values():
            sizes[agency] += 1
        self.group = {}
        self.members = {}
        for agencies in publish.groups_of_agencies(self.home, sectors, k):
            name = min(agencies, key=lambda agency: (-sizes[agency], agency))
            self.group |= dict.fromkeys(agencies, name)
            self.members[name] = frozenset(agencies)
        self.value = publish.person_values(rows)
        self.at = defaultdict(dict)
        for block, indicator, source in publish.cells(rows, members, min_raters, k):
            agency = self.group[self.home[min(members[block])][0]]
            rated = {e for e in members[block] if (e, indicator, source) in self.value}
            self.at[agency, indicator, source][block] = rated

    def people(self, key):
        return set().union(*self.at.get(key, {}).values())


def least(blocks, stayed, stay):
    """The fewest people, above none, that the sums over `stayed` and `stay` and the blocks' own sums can tell of."""
    apart = []
    for a, b in DIRECTIONS:
        count = 0
        for people in blocks.values():
            equal = defaultdict(int)
            for one in people:
                equal[a * (one in stayed) + b * (one in stay)] += 1
            count += len(people) - max(equal.values())
        apart.append(count)
    return min((n for n in apart if n), default=None)


def pair_sums(now, before, older, older_keys, k):
    """(agency, indicator, source, part) -> (n_people, total_now, total_before), and the keys that were safe."""
    sums, safe = {}, set()
    for key in sorted(set(now.at) & set(before.at)):
        agency, indicator, source = key
        if source == "self" or now.members.get(agency) != before.members.get(agency):
            continue
        here, there = now.people(key), before.people(key)
        past = older.people(key) if older is not None and key in older_keys else set()
        tests = [least(now.at[key], here & there, set()), least(before.at[key], there & past, there & here)]
        if any(n is not None and n < k for n in tests):
            continue
        safe.add(key)

        def total(people, period, what=(indicator, source)):
            return sum(period.value[e, *what] for e in people)

        for part, people, first, second in (
            ("stay", here & there, now, before),
            ("join", here - there, now, None),
            ("leave", there - here, None, before),
        ):
            if people:
                sums[(*key, part)] = (len(people), first and total(people, first), second and total(people, second))
    return sums, safe


def next_period(rng, rows, agencies, positions, leave=0.15, join=0.15, move=0.02, missing=0.02):
    """The rows of the period after `rows`: some people left, came and moved, everybody was rated again."""
    people = sorted({one["employee"] for one in rows if one["employee"] is not None})
    gone = {e for e in people if rng.random() < leave}
    moved = {e: agencies[rng.integers(len(agencies))] for e in people if rng.random() < move}
    later = []
    for one in rows:
        if one["employee"] is None or one["employee"] in gone or rng.random() < missing:
            continue
        place = moved.get(one["employee"], one["agency"])
        later.append(one | {"agency": place, "score": round(float(rng.uniform(40, 100)), 1)})
    free = max(people) + 1
    for like in people:
        if rng.random() < join:
            later += [
                one | {"employee": free, "score": round(float(rng.uniform(40, 100)), 1)}
                for one in rows
                if one["employee"] == like
            ]
            free += 1
    return later
