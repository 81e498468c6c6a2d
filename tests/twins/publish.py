"""The slow, obvious twin of publish: dictionaries and loops, no SQL, nothing shared with the code under test.

Rows are dictionaries with the columns of a fact. It handles the first version of one region and period.
"""

from collections import Counter, defaultdict
from itertools import count

SPLIT = 200


def homes(rows, roster):
    """Employee -> (agency, unit, position)."""
    found = {}
    mine = defaultdict(list)
    for row in rows:
        if row["employee"] is not None:
            mine[row["employee"]].append((row["agency"], row["unit"] or "", row["position"] or ""))
    for employee, places in mine.items():
        agency = first(Counter(place[0] for place in places))
        position = first(Counter(place[2] for place in places if place[0] == agency))
        unit = first(Counter(place[1] for place in places if place[0] == agency and place[2] == position))
        found[employee] = (agency, unit, position)
    for row in roster:
        if row["employee"] in found and row["active"]:
            found[row["employee"]] = (row["agency"], row["unit"] or "", row["position"] or found[row["employee"]][2])
    return found


def first(counter):
    return min(counter, key=lambda name: (-counter[name], name))


def groups_of_agencies(home, sectors, k):
    """List of sets of agencies, each with at least k people; empty when the region has fewer."""
    size = Counter(place[0] for place in home.values())
    groups = [{agency} for agency in size]

    def people(group):
        return sum(size[agency] for agency in group)

    def name(group):
        return min(group, key=lambda agency: (-size[agency], agency))

    while any(people(group) < k for group in groups):
        small = min(groups, key=lambda group: (people(group), name(group)))
        others = [group for group in groups if group is not small]
        if not others:
            return []
        near = [group for group in others if sectors[name(group)] == sectors[name(small)]] or others
        target = min(near, key=lambda group: (people(group), name(group)))
        groups.remove(small)
        groups.remove(target)
        groups.append(small | target)
    return groups


def blocks(home, sectors, k):
    """List of sets of employees."""
    result = []
    for group in groups_of_agencies(home, sectors, k):
        people = {employee: place for employee, place in home.items() if place[0] in group}
        split = len(group) == 1 and len(people) > SPLIT
        leaves = defaultdict(set)
        for employee, (_, unit, position) in people.items():
            leaves[(unit if split else "", position)].add(employee)
        mine, homeless = [], []
        for unit in sorted({unit for unit, _ in leaves}):
            large = [[key] for key in sorted(leaves) if key[0] == unit and len(leaves[key]) >= k]
            small = [key for key in sorted(leaves) if key[0] == unit and len(leaves[key]) < k]
            homeless += place_small(small, large, leaves, k)
            mine += large
        left = place_small(sorted(homeless), mine, leaves, k)
        if left:
            mine.append(left)
        result += [set().union(*(leaves[key] for key in block)) for block in mine]
    return result


def place_small(small, large, leaves, k):
    if not small:
        return []
    if sum(len(leaves[key]) for key in small) >= k:
        large.append(small)
        return []
    if not large:
        return small
    target = min(large, key=lambda block: (sum(len(leaves[key]) for key in block), min(block)))
    target.extend(small)
    return []


def mean(values):
    values = list(values)
    return sum(values) / len(values)


def person_values(rows):
    scores = defaultdict(list)
    for row in rows:
        if row["employee"] is not None:
            scores[row["employee"], row["indicator"], row["source"]].append(row["score"])
    return {key: mean(scores[key]) for key in scores}


def cells(rows, members, min_raters, k):
    """(block number, indicator, source) -> (n_people, n_raters, total)."""
    value = person_values(rows)
    seat = {employee: number for number, block in enumerate(members) for employee in block}
    got = defaultdict(list)
    raters = defaultdict(set)
    unnamed = count()
    for (employee, indicator, source), score in value.items():
        if employee in seat:
            got[seat[employee], indicator, source].append(score)
    for row in rows:
        if row["employee"] in seat:
            key = seat[row["employee"]], row["indicator"], row["source"]
            raters[key].add(row["rater"] if row["rater"] is not None else ("unnamed", next(unnamed)))
    return {
        key: (len(scores), len(raters[key]), coded(sum(scores), len(scores)))
        for key, scores in got.items()
        if len(scores) >= k and len(raters[key]) >= min_raters[key[2]]
    }


def coded(total, n):
    """A total of n people as it is told: never within 20 points of an end of the scale."""
    return min(max(total, 20), 100 * n - 20)


def figures(rows, k):
    """(agency, indicator, source) -> (respondents or None, mean). Rows of persons win, and the agency's own over those
    of its units; staff who rated staff say how many were rated, and of peers and subordinates three rated."""
    by_person = {(r["agency"], r["indicator"], r["source"]) for r in rows if r["employee"] is not None}
    got = defaultdict(list)
    own = {(r["agency"], r["indicator"], r["source"]) for r in rows if r["employee"] is None and r["unit"] is None}
    for row in rows:
        key = row["agency"], row["indicator"], row["source"]
        if row["employee"] is not None or key in by_person or (row["unit"] is not None and key in own):
            continue
        staff = row["source"] in ("superior", "peer", "subordinate", "self")
        raters = row["source"] not in ("peer", "subordinate") or (row["n_raters"] or 0) >= 3
        if raters and (not staff if row["respondents"] is None else row["respondents"] >= k):
            got[key].append((row["score"], row["respondents"]))
    result = {}
    for key, pairs in got.items():
        if all(n is not None for _, n in pairs):
            n = sum(n for _, n in pairs)
            result[key] = n, coded(sum(score * m for score, m in pairs), n) / n
        else:
            result[key] = None, mean(score for score, _ in pairs)
    return result


def scores(members, home, cell, figure, weights, sources):
    """(block number, basis, indicator or '*') -> (score or None, coverage). Only groups with people are scored here.

    Agency-level figures must belong to agencies that are a group of their own.
    """
    positions = [Counter(home[employee][2] for employee in block) for block in members]
    agency = [home[min(block)][0] for block in members]
    bases = {"all": {s: v for s, v in sources.items() if v > 0}, "persons": {s: v for s, v in sources.items() if v > 0}}
    bases |= {source: {source: 1.0} for source in sources}
    keys = sorted({key[1:] for key in cell} | {key[1:] for key in figure})

    def anchor(position, indicator, source, persons_only):
        own = [
            (total, n)
            for (b, i, s), (n, _, total) in cell.items()
            if (i, s) == (indicator, source) and (position is None or set(positions[b]) == {position})
        ]
        if position is None and not persons_only:
            own += [
                (average * (n or 1), n or 1)
                for (_, i, s), (n, average) in figure.items()
                if (i, s) == (indicator, source)
            ]
        return sum(total for total, _ in own) / sum(n for _, n in own) if own else None

    cache = {}

    def remembered(*key):
        if key not in cache:
            cache[key] = anchor(*key)
        return cache[key]

    result = {}
    for b, block in enumerate(members):
        for basis, parts in bases.items():
            persons = basis == "persons"
            combined = {}
            for indicator in sorted({i for i, _ in keys}):
                top = bottom = anchors = seen = 0.0
                superior = False
                for source, weight in parts.items():
                    general = remembered(None, indicator, source, persons)
                    if general is None:
                        continue
                    own = 0.0
                    for position, n in positions[b].items():
                        special = remembered(position, indicator, source, persons)
                        own += n / len(block) * (general if special is None else special)
                    value = None
                    if (b, indicator, source) in cell:
                        n, _, total = cell[b, indicator, source]
                        value = total / n
                    elif not persons and (agency[b], indicator, source) in figure:
                        value = figure[agency[b], indicator, source][1]
                    bottom += weight
                    anchors += weight * own
                    top += weight * (own if value is None else value)
                    if value is not None:
                        seen += weight
                        superior = superior or source == "superior"
                if bottom:
                    counts = superior or seen / bottom >= 0.5
                    combined[indicator] = (top / bottom, anchors / bottom, seen / bottom, counts)
                    if counts:
                        result[b, basis, indicator] = (top / bottom, seen / bottom)
            weight = Counter()
            for position, n in positions[b].items():
                for (p, indicator), w in weights.items():
                    if p == position:
                        weight[indicator] += w * n / len(block)
            there = [i for i in combined if weight[i] > 0]
            if not there:
                continue
            total = sum(weight[i] * (combined[i][0] if combined[i][3] else combined[i][1]) for i in there)
            coverage = sum(weight[i] * combined[i][2] for i in there if combined[i][3]) / sum(weight.values())
            if coverage > 0:
                score = total / sum(weight[i] for i in there)
                result[b, basis, "*"] = (score if coverage >= 0.6 - 1e-9 else None, coverage)
    return result


def counts(members, home, cell, figure, sources, agency, indicator, source):
    """(people rated by name, respondents, how many a range may stand on), each a number or None, of one agency that is
    a group of its own, one indicator, and one source or `all`. `sources`: source -> weight."""
    parts = [s for s, weight in sources.items() if weight > 0] if source == "all" else [source]
    asked = [s for s in parts if any(key[1:] == (indicator, s) for key in (*cell, *figure))]
    rated, used, answered = 0, False, set()
    for b, block in enumerate(members):
        if home[min(block)][0] != agency:
            continue
        own = {s: cell[b, indicator, s][0] for s in asked if (b, indicator, s) in cell}
        lent = {s: figure[agency, indicator, s][0] for s in asked if s not in own and (agency, indicator, s) in figure}
        if source == "all":
            weight = sum(sources[s] for s in (*own, *lent)) / sum(sources[s] for s in asked)
            if "superior" not in (*own, *lent) and weight < 0.5:
                continue  # its score does not count
        rated += max(own.values(), default=0)
        used = used or bool(lent)
        answered |= {n for n in lent.values() if n is not None}
    people, respondents = rated or None, max(answered, default=None)
    if people is None:
        return people, respondents, respondents if source not in ("all", "citizen") else None
    return people, respondents, None if used and source != "all" else people
