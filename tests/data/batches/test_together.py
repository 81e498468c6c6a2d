"""Several files stored in one go: beside each other, in one line of the journal, and taken back together."""

import json
import shutil
import uuid
from dataclasses import replace

import pandas as pd
import pytest

from data.batches import batches, together
from data.publishing import publish
from data.store.journal import FILE
from data.terms.actors import system
from data.terms.problems import Problem, Refused
from data.upkeep.opening import open_store
from data.upkeep.verify import verify
from tests.worlds.actors import SYSTEM
from tests.worlds.facts import NOW
from tests.worlds.files import REGION, evaluation, prepare
from tests.worlds.histories import contents

ADDED = {"agencies": pd.DataFrame([{
    "region": REGION, "code": "BARU", "name": "Dinas Baru", "short": "Dinas Baru", "sector": "KES", "affair": "",
}])}  # fmt: skip


@pytest.fixture
def store(store):
    prepare(store)
    return store


def office(store, number, period="2025-S1", people=30, shift=0.0, agency=None, own=False, **changes):
    """A file of one office: people of one agency where it is named, else of three; `own`: whom no other file has."""
    made = evaluation(store.home / "incoming", number, period, people, shift)
    rows = pd.read_parquet(made.rows)
    if agency is not None:
        rows["agency"] = agency
    if own:
        rows["nip"] = rows["nip"].str[:15] + str(number) + rows["nip"].str[16:]
    path = made.rows.with_name(f"{uuid.uuid4()}.parquet")
    rows.to_parquet(path, index=False)
    return replace(made, rows=path, **changes)


def held(standings):
    """Per file the codes of what holds it."""
    return [[problem.code for problem in one.held] for one in standings]


def test_each_file_is_a_batch_and_all_of_a_go_stand_under_the_first(store):
    files = [office(store, number, agency=f"A{number}") for number in range(3)]
    standings = together.look(store, files, SYSTEM)
    assert held(standings) == [[], [], []]
    stored = together.accept(store, standings, system("bkd"), NOW)
    numbers = list(stored.batches.values())
    assert stored.refused == {} and numbers == [2, 3, 4]
    listed = store.query(SYSTEM, "batch_list").set_index("batch_id")
    assert listed.loc[numbers, "file_name"].tolist() == ["nilai-0.csv", "nilai-1.csv", "nilai-2.csv"]
    assert listed.loc[numbers, "first_batch"].tolist() == [2, 2, 2]
    assert listed.loc[[1], "first_batch"].isna().all()  # the agencies of the fixture came by themselves
    assert len(store.journal.read().events[-1].detail["batches"]) == 3
    assert verify(store) == []


def test_a_file_with_new_names_alone_is_no_go_of_two(store):
    batches.accept(store, office(store, 1, additions=ADDED), system("bkd"), NOW)
    assert store.query(SYSTEM, "batch_list")["first_batch"].isna().all()


def test_what_a_remembered_answer_adds_once_more_is_no_batch_and_leaves_what_was_changed_since(store):
    batches.accept(store, office(store, 1, agency="BARU", additions=ADDED), system("bkd"), NOW)
    changed = ADDED["agencies"].assign(sector="PEND")
    batches.accept_reference(store, {"agencies": changed}, "perangkat-daerah", system("bkd"), NOW)
    batches.accept(store, office(store, 2, agency="BARU", own=True, additions=ADDED), system("bkd"), NOW)
    kinds = store.query(SYSTEM, "batch_list")["kind"].tolist()
    assert kinds == ["evaluation", "reference", "evaluation", "reference", "reference"]
    rows = store.query(SYSTEM, "reference_rows", table="agencies")["row_json"].map(json.loads)
    assert [row["sector"] for row in rows if row["code"] == "BARU"] == ["PEND"]


def test_names_two_files_add_come_once_and_leave_with_the_go(store):
    files = [office(store, number, agency="BARU", people=10 + number, additions=ADDED) for number in range(2)]
    files[1] = office(store, 2, "2025-S2", agency="BARU", additions=ADDED)
    stored = together.accept(store, together.look(store, files, SYSTEM), system("bkd"), NOW)
    assert stored.batches == {0: 3, 1: 4}  # the names are batch 2
    assert store.query(SYSTEM, "batch_list")["kind"].tolist() == ["evaluation", "evaluation", "reference", "reference"]
    with pytest.raises(Refused) as refused:
        batches.undo(store, 2, system("bkd"), NOW, "salah")
    assert refused.value.problems[0].detail == {"batches": "3, 4"}
    assert together.undo(store, 4, system("bkd"), NOW, "salah") == [2, 3, 4]
    assert (
        store.query(SYSTEM, "batch_list").set_index("batch_id").loc[[2, 3, 4], "undone_why"].tolist() == ["salah"] * 3
    )
    assert verify(store) == []


def test_what_one_undid_stays_undone_and_the_rest_of_the_go_follows(store):
    files = [office(store, number, agency=f"A{number}") for number in range(3)]
    together.accept(store, together.look(store, files, SYSTEM), system("bkd"), NOW)
    batches.undo(store, 3, system("bkd"), NOW, "satu saja")
    assert together.undo(store, 2, system("bkd"), NOW, "semua") == [2, 4]
    assert store.query(SYSTEM, "batch_list").set_index("batch_id").loc[[2, 3, 4], "undone_why"].tolist() == [
        "semua", "satu saja", "semua",
    ]  # fmt: skip
    with pytest.raises(Refused) as refused:
        together.undo(store, 2, system("bkd"), NOW, "lagi")
    assert refused.value.problems[0].code == "batch_undone"


def test_a_batch_of_its_own_is_undone_by_itself(store):
    number = batches.accept(store, office(store, 1), system("bkd"), NOW)
    assert together.undo(store, number, system("bkd"), NOW, "salah") == [number]


@pytest.mark.parametrize(
    ("second", "why"),
    [
        pytest.param({}, ["file_twice"], id="same bytes"),
        pytest.param({"sha256": "b" * 64}, ["rows_twice"], id="same rows in another format"),
        pytest.param({"number": 2}, ["files_contradict"], id="other values of the same people"),
        pytest.param({"number": 2, "agency": "A1"}, [], id="the people of another agency"),
        pytest.param({"number": 2, "period": "2025-S2"}, [], id="another period, where there is no usual one"),
        pytest.param({"number": 2, "agency": "A1", "rows_refused": 90}, [], id="half refused"),
        pytest.param(
            {"number": 2, "agency": "A1", "rows_refused": 91}, ["mostly_refused"], id="more than half refused"
        ),
        pytest.param({"number": 2, "rows_kept": 0}, ["nothing_kept"], id="nothing to keep"),
    ],
)
def test_what_holds_the_second_of_two_files(store, second, why):
    of_second = {"number": 1, "agency": "A0", "file_name": "kedua.csv"} | second
    standings = together.look(store, [office(store, 1, agency="A0"), office(store, **of_second)], SYSTEM)
    assert held(standings) == [[], why]
    assert [one.liftable for one in standings] == [False, why == ["mostly_refused"]]


def test_a_file_of_another_period_than_most_is_held_until_somebody_says_yes(store):
    files = [office(store, number, agency=f"A{number}") for number in range(3)]
    standings = together.look(store, [*files, office(store, 9, "2024-S2", agency="A0")], SYSTEM)
    assert held(standings) == [[], [], [], ["other_period"]]
    assert standings[3].held == [Problem("other_period", found="2024-S2", expected="2025-S1")]
    assert standings[3].liftable


def test_a_file_that_is_stored_already_is_held_and_the_rest_is_stored(store):
    batches.accept(store, office(store, 1, agency="A1"), system("bkd"), NOW)
    standings = together.look(store, [office(store, 1, agency="A1"), office(store, 2, agency="A2")], SYSTEM)
    assert held(standings) == [["file_known"], []]
    stored = together.accept(store, standings, system("bkd"), NOW)  # as a page would that was drawn before
    assert stored.batches == {1: 3} and [problem.code for problem in stored.refused[0]] == ["file_known"]


def test_where_no_file_is_left_nothing_is_written(store):
    batches.accept(store, office(store, 1), system("bkd"), NOW)
    before = store.journal.last
    with pytest.raises(Refused):
        together.accept(store, together.look(store, [office(store, 1)], SYSTEM), system("bkd"), NOW)
    assert store.journal.last == before and verify(store) == []


def test_somebody_who_was_quicker_is_named_and_nothing_is_stored(store):
    standings = together.look(store, [office(store, number, agency=f"A{number}") for number in range(2)], SYSTEM)
    batches.accept(store, office(store, 7, agency="A1"), system("lain"), NOW)
    with pytest.raises(batches.Overtaken) as late:
        together.accept(store, standings, system("bkd"), NOW)
    assert late.value.problems[0].detail["actor"] == "lain"
    assert len(store.query(SYSTEM, "batch_list")) == 2


def test_most_of_a_single_file_refused_wants_a_second_yes(store):
    file = office(store, 1, rows_refused=91)
    with pytest.raises(Refused) as refused:
        batches.accept(store, file, system("bkd"), NOW)
    assert [(each.code, each.found, each.expected) for each in refused.value.problems] == [
        ("mostly_refused", "91", "181")
    ]
    assert batches.accept(store, file, system("bkd"), NOW, partial=True) == 2


@pytest.mark.parametrize("lost", ["store", "line"])
def test_a_go_is_there_as_a_whole_or_not_at_all(store, tmp_path, lost):
    """The engine's file lost: the journal gives all of it back, the undo too. The line lost on the way to the disk:
    nothing of it ever was."""
    home = store.home
    before = contents(store)
    files = [office(store, number, agency=f"A{number}", own=True) for number in range(3)]
    together.accept(store, together.look(store, files, SYSTEM), system("bkd"), NOW)
    publish.publish(store, REGION, "2025-S1", system("bkd"), NOW)
    together.undo(store, 3, system("bkd"), NOW, "salah")
    after = contents(store)
    store.close()
    copy = shutil.copytree(home, tmp_path / "copy")
    for path in copy.glob("cermin.duckdb*"):
        path.unlink()
    if lost == "line":
        lines = (copy / FILE).read_bytes().splitlines(keepends=True)
        place = next(n for n, line in enumerate(lines) if line.count(b'"batch":') >= 3)
        (copy / FILE).write_bytes(b"".join(lines[:place]) + lines[place][:-40])
    again = open_store(copy, threads=1)
    wanted = after if lost == "store" else before
    told = contents(again)
    assert {name: rows for name, rows in told.items() if name not in ("event", "meta")} == {
        name: rows for name, rows in wanted.items() if name not in ("event", "meta")
    }
    again.close()
