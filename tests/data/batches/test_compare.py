"""What a file would do to what is stored, kind by kind, told before anything is written."""

import datetime as dt
import hashlib
from dataclasses import replace

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.batches import batches, comparing
from data.catalog import catalog
from data.publishing import publish
from data.reading.kinds import attendance, outcome, predicate, reference, roster
from data.reading.upload import Upload
from data.terms.actors import system
from data.terms.problems import Refused
from tests.worlds.actors import SYSTEM
from tests.worlds.facts import NOW
from tests.worlds.files import REGION, evaluation, nip, prepare

SCHEMAS = {
    "roster": roster.SCHEMA, "predicate": predicate.SCHEMA, "outcome": outcome.SCHEMA, "attendance": attendance.SCHEMA,
}  # fmt: skip
PERSON = {"region": REGION, "period": "2025-S1", "nip": nip(1), "agency": "A0", "unit": None, "position": "PEL_ADM"}
ROWS = {
    "roster": (PERSON | {"employee_type": "pns", "active": True}, {"active": False}, {"nip": nip(2)}),
    "predicate": (
        PERSON | {"period": "2025", "predicate": "good", "acting": False, "ends": dt.date(2025, 12, 31)},
        {"predicate": "very_good"}, {"nip": nip(2)},
    ),
    "outcome": (
        {"region": REGION, "period": "2025-S1", "agency": "A0", "unit": None, "measure": "U1", "value": 3.1},
        {"value": 3.2}, {"measure": "U2"},
    ),
    "attendance": (
        {"region": REGION, "nip": nip(1), "programme": "KOM1", "starts": dt.date(2025, 3, 1), "learning_hours": 20.0},
        {"learning_hours": 24.0}, {"starts": dt.date(2025, 4, 1)},
    ),
}  # fmt: skip
"""Kind -> a row, what a correction of it says, what makes it another row."""


@pytest.fixture
def store(store):
    prepare(store)
    return store


def upload(store, kind, rows):
    """An upload of these rows, as its reader leaves it."""
    records = [{"line": line, **row} for line, row in enumerate(rows, start=2)]
    frame = pd.DataFrame(records)
    schema = reference.SCHEMA if kind == "reference" else SCHEMAS[kind]
    sha256 = hashlib.sha256(repr(rows).encode()).hexdigest()
    path = store.home / "incoming" / f"{kind}-{sha256[:8]}.parquet"
    pq.write_table(pa.Table.from_pylist(records, schema), path)
    return Upload(kind, path, len(frame), len(frame), 0, 0, [], [], {"kind": kind}, {}, frame, f"{kind}.csv", sha256)


def counted(comparison):
    return comparison.new, comparison.changed, comparison.same


@pytest.mark.parametrize("kind", SCHEMAS)
def test_every_kind_counts_by_its_own_key(store, kind):
    row, corrected, another = ROWS[kind]
    first = upload(store, kind, [row])
    assert counted(batches.compare(store, first, SYSTEM)) == (1, 0, 0)
    batch = batches.accept(store, first, system("bkd"), NOW)
    assert batches.compare(store, first, SYSTEM).earlier == batch

    second = upload(store, kind, [row | corrected, row | another])
    assert counted(batches.compare(store, second, SYSTEM)) == (1, 1, 0)
    batches.accept(store, second, system("bkd"), NOW)
    assert counted(batches.compare(store, upload(store, kind, [row | corrected]), SYSTEM)) == (0, 0, 1)
    assert counted(batches.compare(store, replace(first, sha256="0"), SYSTEM)) == (0, 1, 0), (
        "the newest row is what stands"
    )
    batches.undo(store, batch + 1, system("bkd"), NOW, "uji")
    assert counted(batches.compare(store, second, SYSTEM)) == (1, 1, 0), "an undone row no longer stands"


def test_what_was_realised_later_stands_beside_what_was_planned_first(store):
    batches.accept(store, evaluation(store.home / "incoming", 0, "2025-S1"), system("bkd"), NOW)
    publish.publish(store, REGION, "2025-S1", system("bkd"), NOW)
    planned = ROWS["outcome"][0] | {"measure": "realisation", "value": 40.0, "target": 90.0}
    batches.accept(store, upload(store, "outcome", [planned]), system("bkd"), NOW)
    batches.accept(store, upload(store, "outcome", [planned | {"value": 95.0, "target": None}]), system("bkd"), NOW)
    (one,) = store.query(SYSTEM, "plan_measures", region=REGION).itertuples()
    assert (one.value, one.target) == (95, 90)


def test_ratings_without_a_rater_are_compared_as_a_bag(store):
    first = evaluation(store.home / "incoming", 1)
    schema = pq.read_schema(first.rows).remove_metadata()
    frame = pd.read_parquet(first.rows).assign(rater=None)
    twice = pd.concat([frame, frame.assign(score=frame["score"] - 5)])

    def saved(rows, number):
        path = store.home / "incoming" / f"bag-{number}.parquet"
        pq.write_table(pa.Table.from_pandas(rows, schema, preserve_index=False), path)
        return replace(first, rows=path, sha256=f"{number}")

    batches.accept(store, saved(twice, 1), system("bkd"), NOW)
    n = len(frame)
    assert counted(batches.compare(store, saved(twice.iloc[::-1], 2), SYSTEM)) == (0, 0, n)
    assert counted(batches.compare(store, saved(frame, 3), SYSTEM)) == (0, n, 0)
    moved = twice.assign(score=[*(frame["score"] + 1), *(frame["score"] - 6)])
    assert counted(batches.compare(store, saved(moved, 4), SYSTEM)) == (0, n, 0), "the same sum is not the same bag"


def test_a_big_file_is_compared_in_parts(store, monkeypatch):
    """Whatever the size of a part, every key is counted once, against the newest live batch that has it."""
    for number, shift in ((1, 0.0), (2, 1.0)):
        batches.accept(store, evaluation(store.home / "incoming", number, shift=shift), system("bkd"), NOW)
    held = pd.read_parquet(evaluation(store.home / "incoming", 2, shift=1.0).rows)
    rows = pd.concat([held, held.assign(period="2025-S2")], ignore_index=True)
    rows.loc[:40, "score"] += 0.5
    file = evaluation(store.home / "incoming", 3)
    rows.to_parquet(file.rows, index=False)
    for together in (1_000_000, 50, 1):
        monkeypatch.setattr(comparing, "_TOGETHER", together)
        assert counted(batches.compare(store, file, SYSTEM)) == (len(held), 41, len(held) - 41)


def test_attended_hours_of_a_file_sent_again_count_once(store):
    row, corrected, _ = ROWS["attendance"]
    batches.accept(store, upload(store, "roster", [ROWS["roster"][0]]), system("bkd"), NOW)
    batches.accept(store, upload(store, "attendance", [row]), system("bkd"), NOW)
    batches.accept(store, upload(store, "attendance", [row | corrected]), system("bkd"), NOW)
    people = store.query(SYSTEM, "plan_persons", region=REGION, period="2025-S1", plan_year=2025)
    assert people["hours_done"].tolist() == [24.0]


def test_reference_rows_are_judged_beside_what_is_stored(store):
    def row(table, key, **values):
        return catalog.fact_rows(table, [values]).drop(columns="line").to_dict("records")[0] | {"key": key}

    good = upload(store, "reference", [row("agencies", f"{REGION}|A0", region=REGION, code="A0", name="Dinas Baru",
                                           short="Baru", sector="PEND")])  # fmt: skip
    assert counted(batches.compare(store, good, SYSTEM)) == (0, 1, 0)
    batches.accept(store, good, system("bkd"), NOW)
    again = batches.compare(store, good, SYSTEM)
    assert counted(again) == (0, 0, 1) and again.earlier

    lone = upload(store, "reference", [row("weights", "JPT|KOM", position="JPT", indicator="KOM", weight=99)])
    found = batches.compare(store, lone, SYSTEM).conflicts
    assert [(problem.code, problem.row) for problem in found] == [("reference_sum", 2)]
    with pytest.raises(Refused) as refused:
        batches.accept(store, lone, system("bkd"), NOW)
    assert refused.value.problems[0].code == "reference_sum"

    gone = {"region": REGION, "code": "A0", "retired": True}
    moved = {"region": REGION, "agency": "A0", "period": "2025-S1", "name_id": "Pindah", "name_en": "Moved"}
    batches.accept_reference(store, {"events": [moved]}, "peristiwa", system("bkd"), NOW)
    with pytest.raises(Refused) as refused:
        batches.accept_reference(store, {"agencies": [gone]}, "dinas", system("bkd"), NOW)
    assert {problem.code for problem in refused.value.problems} == {"reference_in_use"}


@pytest.mark.whole
@pytest.mark.parametrize("kind", ["evaluation", "roster", "predicate", "outcome"])
def test_a_name_that_stored_rows_speak_of_cannot_be_taken_away(store, kind):
    rows = evaluation(store.home / "incoming", 1) if kind == "evaluation" else upload(store, kind, [ROWS[kind][0]])
    used = batches.accept(store, rows, system("bkd"), NOW)
    gone = {"agencies": [{"region": REGION, "code": "A0", "retired": True}]}
    with pytest.raises(Refused) as refused:
        batches.accept_reference(store, gone, "dinas", system("bkd"), NOW)
    (problem,) = refused.value.problems
    assert (problem.code, problem.found, problem.row) == ("reference_spoken_of", f"{REGION}|A0", 1)
    assert problem.detail["batches"] == str(used)
    batches.undo(store, used, system("bkd"), NOW, "uji")
    taken = batches.accept_reference(store, gone, "dinas", system("bkd"), NOW)

    batches.undo(store, taken, system("bkd"), NOW, "uji")
    batches.accept(store, replace(rows, sha256="2"), system("bkd"), NOW)
    with pytest.raises(Refused) as refused:
        batches.undo(store, 1, system("bkd"), NOW, "uji")
    assert refused.value.problems[0].code == "batch_stood_on"


def test_a_batch_that_brought_a_name_back_is_stood_on(store):
    gone = {"region": REGION, "code": "A0", "retired": True}
    back = {"region": REGION, "code": "A0", "name": "Dinas A0", "short": "A0", "sector": "KES"}
    batches.accept_reference(store, {"agencies": [gone]}, "dinas", system("bkd"), NOW)
    again = batches.accept_reference(store, {"agencies": [back]}, "dinas", system("bkd"), NOW)
    batches.accept(store, upload(store, "roster", [ROWS["roster"][0]]), system("bkd"), NOW)
    with pytest.raises(Refused) as refused:
        batches.undo(store, again, system("bkd"), NOW, "uji")
    assert refused.value.problems[0].code == "batch_stood_on"


@pytest.mark.parametrize(
    ("new", "code"),
    [
        ({"code": "BARU", "sector": "ENTAH"}, "reference_unknown"),
        ({"code": "B|A", "sector": "KES"}, "reference_value"),
    ],
)
def test_an_agency_that_a_mapping_adds_must_fit_the_tables(store, new, code):
    agency = {"region": REGION, "name": "Dinas Baru", "short": "Baru", "affair": ""} | new
    mine = replace(evaluation(store.home / "incoming", 1), additions={"agencies": pd.DataFrame([agency])})
    assert [(problem.code, problem.row) for problem in batches.compare(store, mine, SYSTEM).conflicts] == [(code, None)]
    with pytest.raises(Refused) as refused:
        batches.accept(store, mine, system("bkd"), NOW)
    assert [problem.code for problem in refused.value.problems] == [code]
    assert store.query(SYSTEM, "batch_list")["kind"].tolist() == ["reference"], "what the store began with"


def test_what_was_shown_and_no_longer_holds_is_not_stored(store):
    mine, theirs = (evaluation(store.home / "incoming", number) for number in (1, 2))
    shown = batches.compare(store, mine, SYSTEM)
    batches.accept(store, theirs, system("budi"), NOW)
    with pytest.raises(batches.Overtaken) as late:
        batches.accept(store, mine, system("siti"), NOW, shown=shown)
    assert late.value.problems[0].detail == {"actor": "budi", "when": f"{NOW:%Y-%m-%d %H:%M}"}
    assert counted(late.value.comparison) == (0, 90, 0)
    assert batches.accept(store, mine, system("siti"), NOW, shown=late.value.comparison)
