"""A region whose files are known but for the scores in them: who stands behind each cell, and of which unknowns every
figure a leader may be shown is made.

An unknown is one person's mean as one file gives it, (employee, value): worlds draw values fine enough that no two are
alike by chance, so a file sent again under another label speaks of the same unknowns. A row of a whole agency names
those it is the mean of (`of`, a list of such pairs).
"""

import json
from collections import Counter, defaultdict

from data.batches import batches
from data.publishing import publish
from data.terms.actors import system
from tests.twins import publish as twin
from tests.twins.bounds import Figure
from tests.twins.rated import counting
from tests.worlds.facts import NOW, REGION, add_agencies, add_rows
from tests.worlds.means import means

FINE = 6
ELSEWHERE = "1571"
"""A region whose agencies have the same codes, where a file may land by mistake."""


def unknown(employee, value):
    return str(employee), round(value, FINE)


class Office:
    """One store, and what somebody knows of it who knows everything but the scores."""

    def __init__(self, store, sectors):
        self.store, self.sectors = store, sectors
        for region in (REGION, ELSEWHERE):
            add_agencies(store, region, sectors)
        self._files, self.seated, self._shown = {}, {}, {}
        self.truth, self.ends, self.shares = {}, [], {}

    def add(self, period, rows, roster=(), region=REGION):
        batch = add_rows(self.store, region, period, rows, roster)
        self._files[batch] = (period, rows, list(roster))
        return batch

    def undo(self, batch):
        batches.undo(self.store, batch, system("test"), NOW, "keliru")

    def publish(self, period, region=REGION):
        return publish.publish(self.store, region, period, system("test"), NOW)

    def rows(self, sql, **given):
        with self.store.cursor() as cursor:
            return cursor.execute(sql, given).fetchall()

    def cells(self, snapshot):
        """(block, indicator, source) -> (n or None, {unknown: weight of the mean}, constant): a mean is the weighted
        sum of its unknowns, or the constant where it is told as a bound."""
        told = {}
        for block, kind, origin, indicator, source, n, total in self.rows(
            "select block_id, kind, released_from, indicator, source, cell.n_people, total"
            " from cell join block using (snapshot_id, block_id) where snapshot_id = $s order by all",
            s=snapshot,
        ):
            people = self._rated(origin, block, indicator, source) if kind == "people" else None
            people = people or self._figure(snapshot, block, indicator, source, n, total)
            told[block, indicator, source] = self._mean(people, n, total)
        return told

    def _mean(self, people, n, total):
        size = len(people)
        assert n is None or size == n, "the world knows who stands behind a cell"
        weights = Counter(people)
        self.truth |= {name: name[1] for name in weights}
        mean, shown = sum(name[1] for name in people) / size, total / (n or 1)
        if abs(mean - shown) < 1e-4 / size:
            return n, {name: times / size for name, times in weights.items()}, 0.0
        near = (0, twin.coded(0, size)) if mean < shown else (twin.coded(100 * size, size), 100 * size)
        self.ends.append(Figure(dict(weights), *near, "bound"))
        return n, {}, shown

    def _standing(self, snapshot):
        period, then = self.rows("select period, batches from snapshot where snapshot_id = $s", s=snapshot)[0]
        files = [self._files[one] for one in json.loads(then) if one in self._files and self._files[one][0] == period]
        rosters = [roster for _, _, roster in files]
        rows, _ = counting([rows for _, rows, _ in files], rosters)
        return rows, [one for roster in rosters for one in roster]

    def members(self, snapshot):
        """(employee -> block, employee -> home, (employee, indicator, source) -> value) of a snapshot's version."""
        if snapshot in self.seated:
            return self.seated[snapshot]
        rows, roster = self._standing(snapshot)
        homes = twin.homes(rows, roster)
        leaf = {
            (agency, unit, position): number
            for agency, unit, position, number in self.rows(
                "select agency, unit, position, block_id from leaf join snapshot using (region, period)"
                " where snapshot_id = $s",
                s=snapshot,
            )
        }
        seats = {e: leaf.get((a, u, p), leaf.get((a, "", p))) for e, (a, u, p) in homes.items()}
        self.seated[snapshot] = seats, homes, twin.person_values(rows)
        return self.seated[snapshot]

    def _rated(self, origin, block, indicator, source):
        seats, _, values = self.members(origin)
        return [
            unknown(e, value)
            for (e, i, s), value in values.items()
            if (i, s) == (indicator, source) and seats.get(e) == block
        ]

    def _figure(self, snapshot, block, indicator, source, n, total):
        """Whom a figure about an agency is the mean of: the row, or the rows of units in one file, that comes to it."""
        period = self.rows("select period from snapshot where snapshot_id = $s", s=snapshot)[0][0]
        agencies = {
            agency for (agency,) in self.rows("select agency from leaf where block_id = $b", b=block)
        }  # fmt: skip
        mine = [
            one for given, rows, _ in self._files.values() for one in rows
            if given == period and one["employee"] is None and one["agency"] in agencies
            and (one["indicator"], one["source"]) == (indicator, source)
        ]  # fmt: skip
        units = [one for one in mine if one["unit"]]
        for some in [*([one] for one in mine), units, *([one, *units] for one in mine if not one["unit"])]:
            people = [unknown(*pair) for one in some for pair in one["of"]]
            size = None if any(one["respondents"] is None for one in some) else len(people)
            told = _told(sum(value for _, value in people), n, len(people)) if people else None
            if people and size == n and abs(told - total) < 1e-3:
                return people
        raise AssertionError(f"a figure nobody gave: {indicator} {source}")

    def shown(self, snapshot):
        """What `means` says of a snapshot, worked out once."""
        if snapshot not in self._shown:
            self._shown[snapshot] = means(self, snapshot)
        return self._shown[snapshot]

    def stayed(self, snapshot):
        """(agency, indicator, source, part, side) -> unknowns of one sum over people of two periods."""
        found = {}
        for before, agency, indicator, source, part, n in self.rows(
            "select previous_snapshot_id, agency, indicator, source, part, n_people from pair_sum"
            " where snapshot_id = $s",
            s=snapshot,
        ):
            now, then = (self._of_agency(one, agency, indicator, source) for one in (snapshot, before))
            people = {"stay": set(now) & set(then), "join": set(now) - set(then), "leave": set(then) - set(now)}[part]
            assert len(people) == n
            for side, values in (("now", now), ("before", then)):
                if people <= set(values):
                    found[agency, indicator, source, part, side] = [unknown(e, values[e]) for e in sorted(people)]
        return found

    def judged(self, snapshot, agency, indicator):
        """Who is counted in a share below standard where superiors rate everybody: employee -> all their values."""
        blocks = {b for (b,) in self.rows(
            "select block_id from block where snapshot_id = $s and agency = $a", s=snapshot, a=agency)}  # fmt: skip
        seats, _, values = self.members(snapshot)
        counted = defaultdict(list)
        for (e, i, _), value in sorted(values.items()):
            if i == indicator and seats.get(e) in blocks:
                counted[e].append(value)
        return {e: tuple(mine) for e, mine in counted.items()}

    def _of_agency(self, snapshot, agency, indicator, source):
        blocks = self.rows(
            "select block_id, released_from from cell join block using (snapshot_id, block_id)"
            " where snapshot_id = $s and agency = $a and kind = 'people' and indicator = $i and source = $o",
            s=snapshot, a=agency, i=indicator, o=source,
        )  # fmt: skip
        return {e: v for block, origin in blocks for e, v in self._rated(origin, block, indicator, source)}


def _told(total, n, people):
    return total / people if n is None else twin.coded(total, n)
