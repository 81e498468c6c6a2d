"""People under another number than a NIP are people like others: pseudonyms, blocks of five, never doubled, erased."""

from datetime import datetime

import pytest

from data.batches import batches
from data.catalog import catalog
from data.publishing import publish
from data.publishing.freezing import TooSmall
from data.reading import upload
from data.store.accepted import FOLDER
from data.terms.actors import system
from data.terms.problems import Refused
from data.upkeep import erasure
from tests.worlds.actors import SYSTEM
from tests.worlds.facts import add_agencies

NOW, REGION, PERIOD = datetime(2026, 11, 30, 9, 0), "3403", "2025-S1"
OF_FILE = {
    "region": REGION, "period": PERIOD, "source": "superior", "position": "PEL_ADM", "scale": [0, 100],
    "indicator": "KOM", "columns": {"No Kontrak": {"field": "other_id", "register": "kontrak"}},
}  # fmt: skip
NIPS = [f"19850315201001{sex}{number:03d}" for sex in (1, 2) for number in range(1, 6)]


@pytest.fixture
def office(store, tmp_path):
    """office(rows, **mapping) -> the batch a file of (NIP, contract, name, agency, score) becomes."""
    add_agencies(store, REGION, {"A": "KES", "B": "PEND"})

    def given(rows, name="kontrak.csv", **mapping):
        path = tmp_path / name
        path.write_text("NIP;No Kontrak;Nama;OPD;Nilai\n" + "".join(";".join(map(str, row)) + "\n" for row in rows))
        got = upload.read(path, name, catalog.known(store, SYSTEM), OF_FILE | mapping, store.home / "incoming")
        assert not got.questions, got.questions
        return batches.accept(store, got, system("test"), NOW)

    return given


def contracts(n, agency="Dinas A", start=1):
    return [
        ("", f"KTR-{number:03d}", f"Orang {chr(64 + number)}", agency, 60 + number)
        for number in range(start, start + n)
    ]


def test_a_number_is_a_pseudonym_everywhere_but_among_the_people(store, office):
    batch = office(contracts(3))
    with store.cursor() as cursor:
        facts = cursor.execute("select employee, score from fact where batch_id = $batch", {"batch": batch}).fetchall()
        people = cursor.execute("select nip from person order by nip").fetchall()
    assert sorted(score for _, score in facts) == [61, 62, 63] and len({who for who, _ in facts}) == 3
    assert [nip for (nip,) in people] == [f"kontrak|{REGION}|A|ktr 00{number}" for number in (1, 2, 3)]
    journal = (store.home / "journal.jsonl").read_text("utf-8")
    rows = b"".join(path.read_bytes() for path in (store.home / FOLDER).iterdir() if "people" not in path.name)
    assert "001" not in journal.replace("0.001", "") or "ktr" not in journal.casefold()
    assert b"ktr 001" not in rows and "Orang" not in journal


def test_the_same_number_is_the_same_person_next_time(store, office):
    office(contracts(3))
    office([("", "ktr 001", "Orang A", "Dinas A", 90)], "koreksi.csv")
    with store.cursor() as cursor:
        assert sorted(cursor.execute("select score from fact_current").fetchall()) == [(62,), (63,), (90,)]


def test_a_person_of_another_number_is_never_stored_beside_the_same_name_with_a_nip(store, office):
    office([(NIPS[0], "", "Dr. Orang A, S.E.", "Dinas A", 80)], "asn.csv")
    with pytest.raises(Refused) as refused:
        office(contracts(2))
    assert [(problem.code, problem.found) for problem in refused.value.problems] == [("person_twice", "1")]
    assert office(contracts(2, "Dinas B"), "b.csv"), "in another agency it is another person"
    assert office(contracts(2), namesakes="two")


def test_a_nip_is_never_stored_beside_the_same_name_under_another_number(store, office):
    office(contracts(2))
    with pytest.raises(Refused) as refused:
        office([(NIPS[0], "", "ORANG A", "Dinas A", 80), (NIPS[1], "", "Orang Z", "Dinas A", 80)], "asn.csv")
    assert [(problem.code, problem.found) for problem in refused.value.problems] == [("person_twice", "1")]


def test_blocks_of_five_hold_people_of_both_kinds(store, office):
    office([(NIPS[at], "", f"Pegawai {chr(65 + at)}", "Dinas A", 80) for at in range(4)] + contracts(3))
    publish.publish(store, REGION, PERIOD, system("test"), NOW)
    with store.cursor() as cursor:
        blocks = cursor.execute("select n_people from block where kind = 'people'").fetchall()
        cells = cursor.execute("select n_people, total from cell").fetchall()
    assert blocks == [(7,)] and cells == [(7, 4 * 80 + 61 + 62 + 63)]


def test_fewer_than_five_are_not_published_whatever_their_number(store, office):
    office(contracts(4))
    with pytest.raises(TooSmall):
        publish.publish(store, REGION, PERIOD, system("test"), NOW)
    with store.cursor() as cursor:
        assert cursor.execute("select count(*) from cell").fetchone() == (0,)


def test_a_person_of_another_number_can_be_erased(store, office):
    office(contracts(2))
    erasure.erase(store, f"kontrak|{REGION}|A|ktr 001", system("test"), NOW)
    with store.cursor() as cursor:
        assert cursor.execute("select nip from person").fetchall() == [(f"kontrak|{REGION}|A|ktr 002",)]


def test_a_list_of_participants_says_register_and_number(store, office):
    office(contracts(1))
    with store.cursor() as cursor:
        (who,) = cursor.execute("select employee from person").fetchone()
    assert store.query(SYSTEM, "person_names", employees=[who])["nip"].tolist() == ["kontrak ktr 001"]
