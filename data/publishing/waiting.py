"""What waits to be published, and the one way to publish it: what is asked for, and nothing else.

Two things of a region and period are published, each by itself: its scores, and the counts of its official predicates.
The pairs with the period before are part of a release of scores.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pandas as pd

from data.publishing import predicates, publish
from data.publishing.freezing import Release, TooSmall
from data.publishing.predicate_freezing import PredicateRelease
from data.store.store import Store
from data.terms.actors import Actor

SCORES, PREDICATES = "scores", "predicates"
SPEAKS_OF = {"evaluation": SCORES, "roster": SCORES, "predicate": PREDICATES}  # kind of file -> what it changes


@dataclass(frozen=True, order=True)
class Subject:
    """What one release is of: scores or predicates of one region and period."""

    kind: str
    region: str
    period: str


@dataclass(frozen=True)
class Outcome:
    """What became of one subject; without a release where fewer than k people are in the whole region."""

    subject: Subject
    release: Release | PredicateRelease | None


def waiting(query: Callable[..., pd.DataFrame]) -> pd.DataFrame:
    """One row per subject whose live facts are not those of its newest release; `query` answers named queries.

    Columns: kind, region, period, state (new: never released; changed; withdrawn), n_rows (predicates only).
    """
    scores = query("publishable").assign(kind=SCORES, n_rows=pd.NA)
    scores = scores[scores["fresh"] | scores["withdrawn"]]
    counts = query("predicates_waiting").assign(kind=PREDICATES, withdrawn=False)
    subjects = pd.concat([scores, counts], ignore_index=True)
    state = subjects["version"].isna().map({True: "new", False: "changed"})
    state = state.mask(subjects["withdrawn"].astype(bool), "withdrawn")
    return subjects.assign(state=state)[["kind", "region", "period", "state", "n_rows"]]


def of_file(store: Store, kind: str, rows: Path, actor: Actor) -> list[Subject]:
    """What a file of this kind changes, from its accepted rows; nothing where its kind is not published."""
    if kind not in SPEAKS_OF:
        return []
    places = publish.touched(store, rows, actor)
    return [Subject(SPEAKS_OF[kind], row.region, row.period) for row in places.itertuples()]


def of_period(store: Store, period: str, actor: Actor, region: str | None = None) -> list[Subject]:
    """What can be published of a period: scores of every region (or the one named) with live facts, whether they wait
    or not, and the predicates that wait."""
    scores, counts = store.query(actor, "publishable"), store.query(actor, "predicates_waiting")
    subjects = [Subject(SCORES, row.region, row.period) for row in scores.itertuples()]
    subjects += [Subject(PREDICATES, row.region, row.period) for row in counts.itertuples()]
    return [subject for subject in subjects if subject.period == period and region in (None, subject.region)]


def publish_each(store: Store, subjects: Iterable[Subject], actor: Actor, now: datetime) -> Iterator[Outcome]:
    """Publish these subjects in turn, each a release of its own; what is done stands, whatever comes after."""
    release_of: dict[str, Callable[..., Release | PredicateRelease]] = {
        SCORES: publish.publish,
        PREDICATES: predicates.publish,
    }
    for subject in subjects:
        try:
            outcome = Outcome(subject, release_of[subject.kind](store, subject.region, subject.period, actor, now))
        except TooSmall:
            outcome = Outcome(subject, None)
        yield outcome
