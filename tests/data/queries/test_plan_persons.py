"""Who can be planned for, where they work, and what is known of them."""

import duckdb
import pandas as pd
import pytest

from data.batches import batches
from data.catalog import catalog
from data.reading import upload as reading
from data.store import accepted, people
from data.terms.actors import system
from data.upkeep import erasure
from data.upkeep.opening import open_store
from data.upkeep.verify import verify
from tests.worlds.actors import SYSTEM
from tests.worlds.facts import NOW, add_agencies, add_rows, row
from tests.worlds.files import evaluation, nip

REGION, PERIOD = "3403", "2025-S1"


@pytest.fixture
def store(store):
    add_agencies(store, REGION, {"A0": "KES", "A1": "PEND", "A2": "KES"})
    return store


def planned(store, period=PERIOD):
    return store.query(SYSTEM, "plan_persons", region=REGION, period=period, plan_year=2026).set_index("employee")


def rostered(employee, position=None, active=True):
    return {"employee": employee, "agency": "A0", "unit": None, "position": position, "active": active}


def rated(employee, position="PENGAWAS"):
    return [row(employee, "A1", None, position, indicator, "superior", 70.0) for indicator in ("KOM", "BP")]


def test_whom_the_roster_calls_inactive_is_not_planned_for_although_rated(store):
    add_rows(store, REGION, PERIOD, [*rated(1), *rated(2), *rated(3)], [rostered(1, active=False), rostered(2)])
    assert planned(store)["agency"].to_dict() == {2: "A0", 3: "A1"}, "3 is rated, and the roster says nothing of them"
    add_rows(store, REGION, PERIOD, rated(4), [rostered(1), rostered(2, active=False)])
    assert list(planned(store).index) == [1, 3, 4], "the newest row counts"


@pytest.mark.parametrize("said", [None, ""])
def test_a_post_the_roster_does_not_name_is_the_one_people_were_rated_in(store, said):
    roster = [rostered(1, said), rostered(2, "JPT"), rostered(3, said)]
    add_rows(store, REGION, PERIOD, [*rated(1), *rated(2)], roster)
    assert planned(store)["position"].to_dict() == {1: "PENGAWAS", 2: "JPT", 3: ""}


def accept(store, number, name=None, employee_type=None):
    """An evaluation of 30 people that says these of all of them; returns its batch."""
    file = evaluation(store.home / "incoming", number)
    told = pd.read_parquet(file.rows).assign(name=name, employee_type=employee_type)
    told.astype({"name": "str", "employee_type": "str"}).to_parquet(file.rows, index=False)
    return batches.accept(store, file, system("bkd"), NOW)


def known(store):
    """What is known of all the people there are: (names, types)."""
    found = planned(store)
    names = store.query(SYSTEM, "person_names", employees=[int(code) for code in found.index])["name"]
    return set(names), set(found["employee_type"])


def test_names_and_types_may_come_with_a_later_file_and_go_with_its_undo(store):
    accept(store, 1)
    assert known(store) == ({""}, {"pns"})
    second = accept(store, 2, "Siti", "pppk")
    assert known(store) == ({"Siti"}, {"pppk"})
    accept(store, 3)
    assert known(store) == ({"Siti"}, {"pppk"}), "a file that says nothing takes nothing away"
    fourth = accept(store, 4, "Siti Aminah", None)
    assert known(store) == ({"Siti Aminah"}, {"pppk"}), "each from the newest file that gives it"
    batches.undo(store, fourth, system("bkd"), NOW, "uji")
    assert known(store) == ({"Siti"}, {"pppk"})
    batches.undo(store, second, system("bkd"), NOW, "uji")
    assert known(store)[0] == {"Siti Aminah"}, "no file that counts gives a name: the newest of the undone ones"


def test_every_file_that_names_an_erased_person_forgets_them_also_in_a_rebuilt_store(store):
    wanted = [accept(store, 1), accept(store, 2, "Siti", "pppk"), accept(store, 3, "Siti Aminah", "pppk")]
    assert erasure.erase(store, nip(1), system("bkd"), NOW) == wanted
    home, gone = store.home, people.pseudonym(people.key(store.home), nip(1))

    def traces(store):
        with store.cursor() as cursor:
            return cursor.execute(
                "select count(*) from person where nip = $1 or employee = $2", [nip(1), gone]
            ).fetchone()

    assert traces(store) == (0,) and len(planned(store)) == 30 and verify(store) == []
    for path in (home / accepted.FOLDER).glob("*.people.parquet"):
        told = pd.read_parquet(path)
        assert len(told) == 29 and nip(1) not in set(told["nip"])
    held = known(store)
    store.close()
    (home / "cermin.duckdb").unlink()
    (home / "cermin.duckdb.wal").unlink(missing_ok=True)
    again = open_store(home, threads=1)
    assert traces(again) == (0,) and known(again) == held == ({"Siti Aminah"}, {"pppk", "pns"})
    again.close()


def test_a_store_that_kept_one_row_a_person_learns_from_later_files(store):
    """The people of schema 3: one row each, of the first file that named them."""
    accept(store, 1)
    home = store.home
    store.close()
    with duckdb.connect(home / "cermin.duckdb") as old:
        old.execute("create table one_each (employee bigint primary key, nip varchar not null, name varchar, "
                    "employee_type varchar, batch_id integer not null)")  # fmt: skip
        old.execute("insert into one_each from person")
        old.execute("drop table person")
        old.execute("alter table one_each rename to person")
        old.execute("update meta set value = '3' where key = 'schema'")
    store = open_store(home, threads=1)
    assert known(store) == ({""}, {"pns"}) and verify(store) == []
    accept(store, 2, "Siti", "pppk")
    assert known(store) == ({"Siti"}, {"pppk"})
    store.close()


def test_training_of_two_years_from_files_without_dates_counts_in_each(store):
    known, path = catalog.known(store, SYSTEM), store.home / "incoming" / "berkas.csv"
    who = [nip(number) for number in range(1001, 1006)]

    def give(head, end, **told):
        path.write_text("\n".join([head, *(f"{one};{end}" for one in who)]) + "\n")
        upload = reading.read(path, path.name, known, {"region": REGION} | told, path.parent)
        assert batches.compare(store, upload, SYSTEM).new == 5
        batches.accept(store, upload, system("bkd"), NOW)

    give("NIP;Perangkat Daerah", "A0", kind="roster", period=PERIOD)
    programme = known.programmes["code"].iloc[0]
    for year, hours in ((2025, 20), (2026, 22)):
        give("NIP;Nama Diklat;JP", f"{programme};{hours}", kind="attendance", year=year)
    for year, hours in ((2024, 0.0), (2025, 100.0), (2026, 110.0)):
        found = store.query(SYSTEM, "plan_persons", region=REGION, period=PERIOD, plan_year=year)
        assert found["hours_done"].sum() == hours
