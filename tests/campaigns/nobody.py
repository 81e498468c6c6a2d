"""Random regions as a leader sees them grow, attacked: `python -m tests.campaigns.nobody 20`.

After every release everything the leaders' commands say becomes a figure known to its last digit, and a page is
opened: the files it hands out must say the same, and what it draws no finer. Linear programmes over all figures, by
somebody who knows everything but the scores, bound persons and sums of under five; and once more with one person's own
record in hand. Ends with 1 where somebody is bounded more narrowly than a fifth of the scale without a record in hand,
or a page says what no command does.
"""

import os
import sys
import tempfile
from collections import Counter
from functools import partial
from pathlib import Path

import numpy as np
import streamlit as st

from data.upkeep.opening import open_store
from tests.same_outputs import visits
from tests.twins.bounds import Known, groups
from tests.worlds import reached, told
from tests.worlds.offices import Office, unknown
from tests.worlds.received import HALF, learnt
from tests.worlds.visitors import owner

TREE = Path(__file__).parents[2]
VIEWS = [
    ("sector_comparison", {}), ("sector_comparison", {"indikator": "KOM", "sumber": "superior"}),
    ("sector_comparison", {"jabatan": "PEL_ADM", "indikator": "TG", "sumber": "superior"}),
    ("agency_trends", {"opd": "C"}), ("agency_trends", {"opd": "D", "jabatan": "JF_LAYANAN", "indikator": "TG"}),
    ("agency_trends", {"opd": "D", "indikator": "KOM", "sumber": "superior", "orang": "ya"}),
    ("agency_trends", {"opd": "E", "indikator": "TG", "sumber": "superior", "orang": "ya"}),
    ("sector_comparison", {"sumber": "peer"}), ("competency_gaps", {"indikator": "KOM"}), ("home", {}),
]  # fmt: skip


class Reader:
    """A leader who reads what the commands say and opens a page after every release."""

    def __init__(self, store, rng):
        self.office, self._rng = Office(store, told.SECTORS), rng
        self.figures, self.pages, self.faults, self.held = [], 0, [], 0

    def publish(self, period):
        release = self.office.publish(period)
        self.held += release.held
        self.figures += learnt(self.office, release.snapshot_id, period)
        self._visit(period)

    def _visit(self, period):
        page, view = VIEWS[int(self._rng.integers(len(VIEWS)))]
        session = visits.opened(TREE, page, {**view, "periode": period, "lang": "id", "peran": "leader"})
        with visits.watched() as (_, files):
            visits.settle(session)
        self.faults += [f"{page} {view}: {fault.message}" for fault in session.exception]
        self.faults += [f"{page} {view}: {kind} {n}" for kind, n in reached.numbers(session) if reached.finer(n, 2)]
        for kind, key, value in reached.figures(files, self._codes()):
            known = self._known(kind, key)
            self.pages += 1
            if known is None or abs(known - value) > HALF + 1e-6:
                self.faults.append(f"{page} {view}: {kind} {key} {value}, not {known}")

    def _known(self, kind, key):
        """What the world makes of a figure of a page, of the newest release of its period."""
        period, level, code, *filters = key
        snapshot = self.office.rows("select max(snapshot_id) from snapshot where period = $p", p=period)[0][0]
        if kind == "score":
            return self.office.shown(snapshot).get((level, code, *filters), (None, None, None))[2]
        _, indicator, source = filters
        for snapshot, side in self.office.rows(
            "select snapshot_id, 'now' from snapshot where period = $p union all select snapshot_id, 'before'"
            " from pair_sum where previous_snapshot_id in (select snapshot_id from snapshot where period = $p)",
            p=period,
        ):
            people = self.office.stayed(snapshot).get((code, indicator, source, "stay", side))
            if people:
                return sum(value for _, value in people) / len(people)
        return None

    def _codes(self):
        """What a page calls it -> its code."""
        named = dict(self.office.rows("select distinct group_name, agency_group from snapshot_agency"))
        named |= {f"Semester {p[-1]} {p[:4]}": p for p in told.PERIODS}
        for view in ("ref_indicator", "ref_source", "ref_position", "ref_sector"):
            named |= dict(self.office.rows("select name_id, code from query_table($v)", v=view))
        return named


def own_records(reader, found):
    """Groups of under four whom somebody's own record bounds too narrowly, one person of each that stand alike."""
    values = {}
    for snapshot in reader.office.seated.values():
        for (employee, _, _), value in snapshot[2].items():
            values.setdefault(str(employee), set()).add(unknown(employee, value))
    everything = [*reader.figures, *reader.office.ends]
    whole = Known(everything)
    met = Counter()
    for group in found:
        for atom in {whole.atom_of[one]: one for one in group}.values():
            mine = {one: one[1] for one in values.get(atom[0], {atom})}
            met["narrow" if next(Known(everything, mine).narrow([group], fewer=4), None) else "open"] += 1
    return met


def run(seed, store):
    rng = np.random.default_rng(seed)
    reader = Reader(store, rng)
    told.live(reader.office, rng, reader.publish)
    known, found = Known([*reader.figures, *reader.office.ends]), groups(reader.figures)
    leaks = list(known.narrow(found))
    own = own_records(reader, found)
    print(
        f"region {seed}: {len(reader.figures)} figures of commands, {reader.pages} of pages,"
        f" {reader.held} blocks waited, {len(reader.office.ends)} cells as bounds; {len(found)} groups,"
        f" {len(leaks)} bounded; own record: {own['narrow']} of {own.total()} bound another;"
        f" {len(reader.faults)} faults", flush=True,
    )  # fmt: skip
    for line in [*map(str, leaks[:3]), *reader.faults[:5]]:
        print("  ", line)
    return not leaks and not reader.faults


def main() -> int:
    from pages.ui.access.visitors import asking
    from pages.ui.page import cached

    cached.open_store = partial(open_store, threads=1)  # of so few rows threads cost more than they win
    first, number = (int(sys.argv[2]) if len(sys.argv) > 2 else 0), int(sys.argv[1])
    asking.set(owner()["visit"])
    good = []
    for seed in range(first, first + number):
        with tempfile.TemporaryDirectory(prefix="cermin-nobody-") as folder:
            os.environ |= {"CERMIN_HOME": folder, "CERMIN_DEMO": "no"}
            good.append(run(seed, cached.store()))
            cached.store().close()
            st.cache_resource.clear()
            st.cache_data.clear()
    print(f"{sum(good)} of {len(good)} regions tell of nobody")
    return 0 if all(good) else 1


if __name__ == "__main__":
    raise SystemExit(main())
