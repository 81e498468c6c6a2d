"""Working out, once for a release, what its pages will ask and would wait for."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace

from data.store import answers
from data.store.answers import PERSONS
from data.store.store import Store
from data.terms.actors import Actor
from pages.answers import attention, changes, predicates, scores, signals, targets
from pages.answers.choice import Choice, Value, choose
from pages.answers.clusters import groups
from pages.answers.gaps import gaps, importance
from pages.answers.kept import payload, shelf
from pages.answers.needs import needs, programmes, roster
from pages.answers.reader import StoreReader

ROLES = ("leader", PERSONS)


@dataclass(frozen=True)
class Difference:
    """One frozen answer that came out otherwise than the one in its place: role, region, period and its name with what
    was asked; `by` says what moved it: formula (of this version) or basis (what the store holds)."""

    role: str
    region: str
    period: str
    answer: str
    by: str


class _Freezer(StoreReader):
    """Works the answers of one release out, whatever is frozen of it, and takes down each that is to be frozen."""

    def __init__(self, store: Store, actor: Actor, region: str, period: str) -> None:
        super().__init__(store, actor)
        self.release = choose(self, region, period)
        self.made: dict[str, dict[str, bytes]] = {role: {} for role in ROLES}

    def frozen(self, role: str, choice: Choice, key: str, make: Callable[[], Value]) -> Value:
        if (choice.region, choice.period) != (self.release.region, self.release.period):
            return super().frozen(role, choice, key, make)
        value = make()
        self.made[role][key] = payload.encode(value)
        return value


def freeze(store: Store, actor: Actor, region: str, period: str, roles: tuple[str, ...] = ROLES) -> list[Difference]:
    """Freeze the answers of the newest release of a region and period, and say which are not what was frozen before."""
    if store.readonly:
        return []
    freezer = _Freezer(store, actor, region, period)
    differences = []
    for role in roles:
        basis = shelf.basis(role, freezer.release)
        _ASK[role](freezer.release)
        if basis != shelf.basis(role, freezer.release):
            continue  # something came in between: who waits for these answers will ask for them again
        place, made = shelf.place(role, freezer.release), freezer.made[role]
        _, basis_then, before = answers.made_before(store.home, place)
        by = "formula" if basis_then == basis else "basis"
        changed = [key for key in made if key in before and not payload.alike(before[key], made[key])]
        differences += [Difference(role, region, period, key, by) for key in changed]
        answers.write(store.home, place, shelf.formula(), basis, made)
    return differences


def missing(
    store: Store, actor: Actor, region: str | None = None, passed: Collection[int] = ()
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Region, period and roles of the releases whose answers are not frozen, the oldest first: clusters keep what those
    of the period before have worked out. passed: snapshots that are let be while a newer period of theirs is there."""
    reader = StoreReader(store, actor)
    published = reader.ask("published")
    shown = published[~published["withdrawn"]].sort_values(["region", "seq"])
    newest = shown.groupby(["region", "cadence"])["snapshot_id"].last()
    wanted = ~shown["snapshot_id"].isin(passed) | shown["snapshot_id"].isin(newest)
    for row in shown[wanted & (shown["region"].isin([region]) | (region is None))].itertuples():
        choice = choose(reader, row.region, row.period)
        roles = tuple(role for role in ROLES if not shelf.ready(store.home, role, choice))
        if roles:
            yield row.region, row.period, roles


def _leaders(choice: Choice) -> None:
    """Everything leaders' pages ask of the region and that takes long. What they ask of a sector is worked out from
    the same figures in a fraction of a second."""
    attention.named(choice)
    groups.same_over_time(choice)
    importance.placed(choice, choice.period)
    if period := predicates.period_of(choice):
        predicates.ranges(choice, period)
    signals.signals(choice)
    changes.judged(choice)
    changes.judged_by_indicator(choice)
    scores.source_histories(choice)
    targets.states(choice)
    changes.parts(choice, choice.period)
    until = choice.until_chosen()
    for of_all in (changes.region_change, scores.sectors, scores.indicators, scores.sector_indicators):
        of_all(until)
    for unit in gaps.UNITS:
        gaps.unit_gaps(choice, unit, False)


def _planners(choice: Choice) -> None:
    """What planners' pages ask of persons at each visit: of the region, and with it of each sector, agency and need."""
    found = needs.filtered(choice)
    programmes.bare(choice)
    roster.agency_names(choice)
    parts = [choice]
    parts += [replace(choice, **{unit: code}) for unit in ("sector", "agency") for code in found[unit].head(1)]
    for part in parts:
        programmes.matching(part)
    for need in found.head(1).itertuples():
        needs.sources(choice, need.agency, need.indicator)
        programmes.best(choice, need.agency, need.indicator)


_ASK: dict[str, Callable[[Choice], None]] = {"leader": _leaders, PERSONS: _planners}
