"""What waits is named, and nothing is published that was not asked for."""

from functools import partial

from data.batches import batches
from data.publishing import waiting
from data.publishing.waiting import PREDICATES, SCORES, Subject
from data.terms.actors import system
from tests.worlds.actors import SYSTEM
from tests.worlds.facts import NOW, add_agencies, add_rows, row
from tests.worlds.files import REGION, evaluation, prepare

OTHER = "1571"


def other_region(store, period="2025-S1", people=9):
    """Ratings of a second region, published by nobody."""
    add_agencies(store, OTHER, {"B0": "KES"})
    rows = [row(100 + number, "B0", None, "PEL_ADM", "TG", "superior", 70.0 + number, 1) for number in range(people)]
    return add_rows(store, OTHER, period, rows)


def states(store):
    return {
        (one.kind, one.region, one.period): one.state
        for one in waiting.waiting(partial(store.query, SYSTEM)).itertuples()
    }


def published(store):
    return {(one.region, one.period) for one in store.query(SYSTEM, "published").itertuples()}


def test_a_file_publishes_what_it_changes_and_leaves_the_rest_waiting(store):
    prepare(store)
    other_region(store)
    earlier = evaluation(store.home / "incoming", 1, "2024-S2")
    batches.accept(store, earlier, system("test"), NOW)
    upload = evaluation(store.home / "incoming", 2, "2025-S1")
    batches.accept(store, upload, system("test"), NOW)

    subjects = waiting.of_file(store, upload.kind, upload.rows, SYSTEM)
    assert subjects == [Subject(SCORES, REGION, "2025-S1")]
    (outcome,) = waiting.publish_each(store, subjects, system("test"), NOW)
    assert outcome.release.version == 1
    assert published(store) == {(REGION, "2025-S1")}
    assert states(store) == {(SCORES, REGION, "2024-S2"): "new", (SCORES, OTHER, "2025-S1"): "new"}


def test_a_correction_waits_as_changed_and_a_withdrawn_period_as_withdrawn(store):
    prepare(store)
    batches.accept(store, evaluation(store.home / "incoming", 1), system("test"), NOW)
    list(waiting.publish_each(store, [Subject(SCORES, REGION, "2025-S1")], system("test"), NOW))
    assert states(store) == {}
    batches.accept(store, evaluation(store.home / "incoming", 2, shift=3.0), system("test"), NOW)
    assert states(store) == {(SCORES, REGION, "2025-S1"): "changed"}
    list(waiting.publish_each(store, [Subject(SCORES, REGION, "2025-S1")], system("test"), NOW))
    waiting.publish.withdraw(store, REGION, "2025-S1", system("test"), NOW, "salah berkas")
    assert states(store) == {(SCORES, REGION, "2025-S1"): "withdrawn"}


def test_a_period_takes_every_region_that_has_it_unless_one_is_named(store):
    prepare(store)
    other_region(store)
    batches.accept(store, evaluation(store.home / "incoming", 1), system("test"), NOW)
    assert {one.region for one in waiting.of_period(store, "2025-S1", SYSTEM)} == {REGION, OTHER}
    assert waiting.of_period(store, "2025-S1", SYSTEM, OTHER) == [Subject(SCORES, OTHER, "2025-S1")]
    assert waiting.of_period(store, "2024-S1", SYSTEM) == []


def test_too_few_people_are_an_outcome_and_not_a_failure(store):
    other_region(store, people=4)
    subjects = waiting.of_period(store, "2025-S1", SYSTEM)
    (outcome,) = waiting.publish_each(store, subjects, system("test"), NOW)
    assert outcome.release is None and published(store) == set()


def test_a_kind_that_is_not_published_changes_nothing(store):
    assert waiting.of_file(store, "attendance", store.home / "none.parquet", SYSTEM) == []
    assert waiting.SPEAKS_OF["predicate"] == PREDICATES
