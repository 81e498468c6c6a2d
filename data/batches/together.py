"""Several files at once: which of them can be stored beside each other, one transaction for all, one undo for all.

Each file is a batch of its own. What was stored in one go stands in one line of the journal, so after a crash all of it
is there or none; the view `batch_together` tells the go of a batch by that line.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import pyarrow.parquet as pq

from data.batches import batches, conflicts, kinds, own
from data.batches.comparing import REPLACED, Comparison
from data.reading.upload import Upload
from data.store.engine import run
from data.store.journal import masked
from data.store.recording import recording
from data.store.store import Store
from data.terms.actors import Actor
from data.terms.problems import Problem, Refused

LIFTED = frozenset({"mostly_refused", "other_period", kinds.OTHER_KIND, REPLACED})
"""What holds a file back until somebody says yes a second time; nothing else that holds one can be lifted."""

_KEYS = {
    "evaluation": ("region", "period", "agency", "unit", "nip", "indicator", "source", "rater"),
    "roster": ("region", "period", "agency", "nip"),
    "predicate": ("region", "period", "agency", "nip"),
    "outcome": ("region", "period", "agency", "unit", "measure"),
    "attendance": ("region", "nip", "programme", "title", "starts"),
}
"""What two files of a kind may not say two things of."""


@dataclass(frozen=True)
class Standing:
    """One file beside the others and beside what is stored.

    `held` says why it is not stored as it is; with nothing there, it is. `comparison` is None where it has no rows.
    `periods` and `agencies` are the codes its rows speak of.
    """

    upload: Upload
    comparison: Comparison | None
    held: list[Problem] = field(default_factory=list)
    periods: frozenset[str] = frozenset()
    agencies: frozenset[str] = frozenset()

    @property
    def liftable(self) -> bool:
        """Whether a second yes is all it wants."""
        return bool(self.held) and all(problem.code in LIFTED for problem in self.held)


@dataclass(frozen=True)
class Stored:
    """What one save gave: the place of each file that was stored -> its batch; and those refused at the last moment."""

    batches: dict[int, int]
    refused: dict[int, list[Problem]]


def look(
    store: Store, uploads: Sequence[Upload], actor: Actor, tell: Callable[[int], None] = lambda place: None
) -> list[Standing]:  # fmt: skip
    """How each file stands, in their order; `tell` is called before each. Writes nothing.

    Of two files that say the same, or different things of the same, the first in the list is stored; the second is
    held and says which. A file is held, too, of another period than most, where most of its rows are refused, where
    some are of the kind that is not published, and where it may hold more answers beside those it would replace.
    """
    standings = []
    seen: dict[tuple[str, str], str] = {}
    for place, upload in enumerate(uploads):
        tell(place)
        twin = seen.setdefault((upload.sha256, upload.kind), upload.file_name)
        standings.append(_look(store, upload, actor, None if twin == upload.file_name else twin))
    standings = _in_each_others_way(store, standings)
    return _of_other_periods(standings)


def _look(store: Store, upload: Upload, actor: Actor, twin: str | None) -> Standing:
    """A file by itself."""
    if twin is not None:
        return Standing(upload, None, [Problem("file_twice", found=upload.file_name, expected=twin)])
    blocking = [question for question in upload.questions if question.blocking]
    if blocking:
        return Standing(upload, None, [Problem("questions_open", found=str(len(blocking)))])
    if not upload.rows_kept:
        return Standing(upload, None, [Problem("nothing_kept", found=upload.file_name)])
    comparison = batches.compare(store, upload, actor)
    held = [] if upload.kind == "reference" else conflicts.already_stored(store, upload, actor)
    held += [*comparison.conflicts, *conflicts.mostly_refused(upload), *comparison.weighed]
    return Standing(upload, comparison, held, _spoken_of(upload, "period"), _spoken_of(upload, "agency"))


def _spoken_of(upload: Upload, column: str) -> frozenset[str]:
    """The codes in one column of a file's rows; none where its kind has no such column."""
    if column not in pq.read_schema(upload.rows).names:
        return frozenset()
    return frozenset(pq.read_table(upload.rows, columns=[column])[column].unique().drop_null().to_pylist())


def _in_each_others_way(store: Store, standings: list[Standing]) -> list[Standing]:
    """The same with the second of two files held that repeat or contradict each other."""
    held: dict[int, list[Problem]] = {place: list(standing.held) for place, standing in enumerate(standings)}
    for kind, keys in _KEYS.items():
        places = [
            place for place, one in enumerate(standings) if one.comparison is not None and one.upload.kind == kind
        ]
        if len(places) < 2:
            continue
        paths = [str(standings[place].upload.rows) for place in places]
        with store.cursor() as cursor:
            found = run(cursor, "sql/accept/overlap.sql", paths=paths, keys=list(keys)).fetchall()
        for one, other, shared, differing, first_keys, second_keys in found:
            earlier, later = places[one - 1], places[other - 1]
            if held[earlier] and not standings[earlier].liftable:
                continue  # it is not stored: nothing stands in the way of the later one
            same = not differing and shared == first_keys == second_keys
            if same or differing:
                name, twin = standings[later].upload.file_name, standings[earlier].upload.file_name
                code = "rows_twice" if same else "files_contradict"
                held[later].append(Problem(code, found=name, expected=twin, detail={"n": differing}))
    return [replace(one, held=held[place]) for place, one in enumerate(standings)]


def _of_other_periods(standings: list[Standing]) -> list[Standing]:
    """The same with files held that speak of no period most files speak of, where most do share one."""
    speaking = [one.periods for one in standings if one.periods]
    times = Counter(period for periods in speaking for period in periods)
    usual, most = times.most_common(1)[0] if times else ("", 0)
    if most < 3 or most * 2 <= len(speaking):
        return standings
    told = []
    for one in standings:
        held = one.held
        if one.periods and usual not in one.periods:
            other = Problem("other_period", found=", ".join(sorted(one.periods)), expected=usual)
            held = [*held, other]
        told.append(replace(one, held=held))
    return told


def accept(
    store: Store, standings: Sequence[Standing], actor: Actor, now: datetime, reason: str | None = None
) -> Stored:  # fmt: skip
    """Store these files in one go, each a batch of its own, in one transaction and one line of the journal.

    A file that may not be stored any more, because somebody stored something in between, is left out and named; the
    others do not wait for it. What `held` says was the planner's to weigh: whoever is given here is stored. Raises
    Refused where none is left, and Overtaken where one would do something else than its comparison said.
    """
    stored: dict[int, int] = {}
    refused: dict[int, list[Problem]] = {}
    with recording(store, "batch", actor, now) as entry:
        for place, one in enumerate(standings):
            problems = batches.refusals(entry.cursor, store, one.upload, actor, one.comparison)
            if problems:
                refused[place] = problems
        added: set[tuple[str, str]] = set()
        for place, one in enumerate(standings):
            if place not in refused:
                stored[place] = batches.add(entry, store, one.upload, actor, now, reason, added=added)
        if not stored:
            raise Refused([problem for problems in refused.values() for problem in problems])
    return Stored(stored, refused)


def undo(store: Store, batch_id: int, actor: Actor, now: datetime, reason: str) -> list[int]:
    """Undo a batch with all that was stored in the same go and still counts; returns their numbers. Raises Refused,
    naming what stands on any of them from outside."""
    reason = masked(reason)
    with recording(store, "undo", actor, now) as entry:
        cursor = entry.cursor
        numbers = [row[0] for row in run(cursor, "sql/accept/together.sql", batch_id=batch_id).fetchall()]
        if not numbers:
            raise Refused([batches.not_live(cursor, batch_id)])
        own.only(cursor, numbers, actor)
        standing = [row[0] for row in run(cursor, "sql/accept/standing_on.sql", batches=numbers).fetchall()]
        if standing:
            there = {"batches": ", ".join(map(str, standing))}
            raise Refused([Problem("batch_stood_on", found=", ".join(map(str, numbers)), detail=there)])
        entry.detail |= {"undone": numbers, "reason": reason}
        for number in numbers:
            run(cursor, "sql/accept/undo.sql", batch_id=number, actor=actor.login, happened_at=now, reason=reason)
    return numbers


def size(store: Store, batch_id: int) -> int:
    """How many live batches came in the same go, this one among them."""
    with store.cursor() as cursor:
        return len(run(cursor, "sql/accept/together.sql", batch_id=batch_id).fetchall())
