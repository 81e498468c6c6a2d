"""What storing a file would do to what stands, told before anything is written."""

from dataclasses import dataclass, replace

import duckdb

from data.batches import conflicts, kinds, own
from data.batches.kinds import OtherKind
from data.reading.judging.respondents import RESPONDENTS
from data.reading.upload import Upload
from data.store.engine import only, run
from data.store.store import Store
from data.terms.actors import Actor
from data.terms.problems import Problem

_TOGETHER = 1_000_000  # rows of a file whose keys are compared at once: what fits into a quarter of the engine's memory


REPLACED = "answers_replaced"


@dataclass(frozen=True)
class RatedTwice:
    """People of one region and period whom the same agencies will have rated. `undecided`: those among them of whom
    nobody can say which agency is home, so that they count in none until it is answered."""

    region: str
    period: str
    agencies: tuple[str, ...]
    people: int
    undecided: int


@dataclass(frozen=True)
class Comparison:
    """Keys of a file against what stands at `version` of the store.

    `conflicts`: rows that may not be stored beside what stands. `earlier`: the live batch that was made from the very
    same file, if any. `rated_twice`: its people whom another agency rated too. `unpublished`: its rows that are stored
    and not published, because the other kind was. `replaced`: its keys of several people's answers that stand with
    other answers, where those are most of such keys: then it is no correction of what stands, and may be more of it.
    """

    new: int
    changed: int
    same: int
    conflicts: list[Problem]
    earlier: int | None
    version: int = 0
    rated_twice: tuple[RatedTwice, ...] = ()
    unpublished: tuple[OtherKind, ...] = ()
    replaced: int = 0

    @property
    def weighed(self) -> list[Problem]:
        """What somebody has to say a second yes to."""
        replaced = [Problem(REPLACED, found=str(self.replaced), blocking=False)] if self.replaced else []
        return [*kinds.problems(self.unpublished), *replaced]

    def agrees(self, other: "Comparison") -> bool:
        """Whether both tell a planner the same, whatever else was written in between."""
        return replace(self, version=0) == replace(other, version=0)


def compared(cursor: duckdb.DuckDBPyConnection, store: Store, upload: Upload, actor: Actor, version: int) -> Comparison:
    """The comparison of the staged rows, by the keys of their kind. Of a file with rows that are not the actor's
    nothing is told but that."""
    if foreign := own.problems(cursor, upload, actor):
        return Comparison(0, 0, 0, foreign, None, version)
    new, changed, same, replaced = _counts(cursor, upload)
    known = conflicts.same_file(store, upload, actor)
    earlier = int(known["batch_id"].iloc[0]) if len(known) else None
    if upload.kind == "reference" and new + changed:
        earlier = None  # rows that once counted may come back
    twice = rated_twice(cursor) if upload.kind == "evaluation" else ()
    unpublished = kinds.unpublished(cursor, upload)
    found = conflicts.of_upload(cursor, store, upload, actor)
    return Comparison(new, changed, same, found, earlier, version, twice, unpublished, replaced)


def rated_twice(cursor: duckdb.DuckDBPyConnection) -> tuple[RatedTwice, ...]:
    """After `_counts`: who of the staged rows is rated by two agencies, among themselves or beside what stands."""
    rows = run(cursor, "sql/accept/two_agencies.sql").fetchall()
    return tuple(RatedTwice(region, period, tuple(agencies), *numbers) for region, period, agencies, *numbers in rows)


def _counts(cursor: duckdb.DuckDBPyConnection, upload: Upload) -> tuple[int, int, int, int]:
    """New, changed and same keys of the staged rows, and `replaced` of the comparison."""
    if upload.kind != "evaluation":
        return (*only(run(cursor, f"sql/accept/compare/{upload.kind}.sql")), 0)
    run(cursor, "sql/accept/marks.sql")
    parts = 1 + only(cursor.execute("select count(*) from staged_mark"))[0] // _TOGETHER
    asked = {"parts": parts, "respondents": upload.mapping.get("rows") == RESPONDENTS}
    parted = [only(run(cursor, "sql/accept/compare/evaluation.sql", part=part, **asked)) for part in range(parts)]
    new, changed, same, many_changed, many_same = (sum(counts) for counts in zip(*parted, strict=True))
    return new, changed, same, many_changed if many_changed > many_same else 0
