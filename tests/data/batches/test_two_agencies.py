"""Case 17 with a store: people whom two agencies' files rate, read, accepted and published in every packing.

Four of the thirty have a NIP that says they were appointed as children, and are refused: 20 are rated by Kesehatan, 16
by Pendidikan, 10 of them by both.
"""

import json
from pathlib import Path

import pytest

from data.__main__ import main
from data.batches import batches
from data.batches.decisions import settle_home
from data.catalog import catalog
from data.publishing import freezing, publish
from data.reading import upload as reading
from data.store.engine import run
from data.store.recording import recording
from data.terms.actors import system
from data.upkeep.backups import rebuild
from data.upkeep.opening import open_store
from data.upkeep.verify import verify
from tests.worlds.actors import SYSTEM
from tests.worlds.facts import NOW, PERIOD, REGION

FILES = Path(__file__).parents[1] / "reading" / "files" / "cases"
KES, PEND, BOTH = (f"17-packing/two-agencies{part}.csv" for part in ("-kes", "-pend", ""))


def read(store, name, text=None):
    """What `import FILE --region 3403 --period 2025-S1 --source superior --add-unknown KES` understands."""
    path, folder = FILES / name, store.home / "incoming"
    if text is not None:
        path = folder / name
        path.write_text(text, "utf-8")
    known, given = catalog.known(store, SYSTEM), {"region": REGION, "period": PERIOD, "source": "superior"}
    got = reading.read(path, path.name, known, given, folder)
    if got.questions:
        got = reading.read(path, path.name, known, reading.add_unknown(got, "KES", known), folder)
    return got


def take(store, name, text=None):
    return batches.accept(store, read(store, name, text), system("test"), NOW)


def roster():
    """Who of the files' people is where, as a file: 11 to 30 in Pendidikan."""
    people = {}
    for name in (KES, PEND):
        for line in (FILES / name).read_text("utf-8").splitlines()[1:]:
            _, nip, person, _, position, *_ = line.split(",")
            people[int(person.split()[-1])] = nip, person, position
    lines = ["periode,nip,nama,jenis pegawai,perangkat daerah,kelompok jabatan"]
    for number, (nip, person, position) in sorted(people.items()):
        agency = "Dinas Pendidikan" if number > 10 else "Dinas Kesehatan"
        lines.append(f"{PERIOD},{nip},{person},PNS,{agency},{position}")
    return "\n".join(lines)


def figures(store):
    """Agency -> (its score as shown, people rated)."""
    frame = store.query(SYSTEM, "indicator_scores", region=REGION, indicator="KOM")
    return {row.agency: (round(row.score, 1), int(row.n_people)) for row in frame.itertuples()}


def release(store):
    return publish.publish(store, REGION, PERIOD, system("test"), NOW)


PACKINGS = {"one": [BOTH], "Kesehatan first": [KES, PEND], "Pendidikan first": [PEND, KES], "again": [BOTH, KES, PEND]}


@pytest.mark.parametrize("files", PACKINGS.values(), ids=PACKINGS)
@pytest.mark.parametrize("place", ["first", "last", None])
def test_one_answer_with_and_without_a_roster(store, files, place):
    if place == "first":
        take(store, "roster.csv", roster())
    for name in files:
        take(store, name)
    if place == "last":
        take(store, "roster.csv", roster())
    waiting = 0 if place else 10
    assert release(store).undecided == waiting
    assert figures(store) == {"DINASKESEHAT": (72.0, 10), "DINASPENDIDI": (87.0, 16 - waiting)}
    if place is None:
        settle_home(store, REGION, PERIOD, ("DINASKESEHAT", "DINASPENDIDI"), "DINASPENDIDI", system("test"), NOW)
        assert release(store).undecided == 0
        assert figures(store) == {"DINASKESEHAT": (72.0, 10), "DINASPENDIDI": (87.0, 16)}


def of_before(store):
    """Publish as Cermin did before ratings had a home, and as its journal says."""
    with recording(store, "publish", system("test"), NOW) as entry:
        made = freezing.freeze(entry.cursor, REGION, PERIOD, "test", NOW, freezing.K, rules=1)
        entry.detail |= {
            "region": REGION, "period": PERIOD, "k": freezing.K, "snapshot": made.snapshot_id, "version": made.version,
            "blocks": made.blocks, "held": made.held,
        } | freezing.released(entry.cursor, made.snapshot_id)  # fmt: skip


@pytest.mark.parametrize("rebuilt", [False, True], ids=["migrated", "rebuilt"])
def test_a_release_of_before_stays_as_it_was_and_the_next_is_made_by_todays_rules(tmp_path, rebuilt):
    home = tmp_path / "home"
    store = open_store(home, threads=1)
    take(store, PEND)
    take(store, KES)
    of_before(store)
    before = {"DINASKESEHAT": (72.0, 20), "DINASPENDIDI": (87.0, 6)}
    assert figures(store) == before, "the newest file had the last word"
    with store.writing() as cursor:
        for table, column in (("fact", "acting"), ("fact", "ends"), ("roster_fact", "acting"), ("snapshot", "rules")):
            cursor.execute(f"alter table {table} drop column {column}")
        cursor.execute("drop table snapshot_rename")
        run(cursor, "sql/journal/schema.sql", version="5")
    store.close()
    store = rebuild(home, threads=1) if rebuilt else open_store(home, threads=1)
    assert [problem.code for problem in store.recovered] == (["events_replayed"] if rebuilt else [])
    assert figures(store) == before and verify(store) == []
    assert release(store).undecided == 10
    assert figures(store) == {"DINASKESEHAT": (72.0, 10), "DINASPENDIDI": (87.0, 6)}
    store.close()
    store = rebuild(home, threads=1)
    assert figures(store) == {"DINASKESEHAT": (72.0, 10), "DINASPENDIDI": (87.0, 6)} and verify(store) == []
    store.close()


def test_a_replay_comes_to_the_same_homes(tmp_path):
    home = tmp_path / "home"
    store = open_store(home, threads=1)
    take(store, BOTH)
    release(store)
    settle_home(store, REGION, PERIOD, ("DINASKESEHAT", "DINASPENDIDI"), "DINASKESEHAT", system("test"), NOW)
    release(store)
    shown = figures(store)
    store.close()
    store = rebuild(home, threads=1)
    assert figures(store) == shown == {"DINASKESEHAT": (72.0, 20), "DINASPENDIDI": (87.0, 6)}
    assert [problem.code for problem in verify(store)] == []
    detail = [json.loads(line)["detail"] for line in (home / "journal.jsonl").read_text("utf-8").splitlines()]
    assert [one["undecided"] for one in detail if "undecided" in one] == [10, 0]
    store.close()


def test_both_names_of_a_renamed_agency_are_one_agency_of_twelve(store):
    take(store, "31-rename/renamed.csv")
    take(store, "31-rename/succ.csv")
    take(store, "31-rename/mid.csv")
    release(store)
    (found,) = figures(store).items()
    assert found[1][1] == 12


def said(store, name, text=None):
    """(people, undecided) by agencies, as told before saving."""
    told = batches.compare(store, read(store, name, text), SYSTEM).rated_twice
    return {one.agencies: (one.people, one.undecided) for one in told}


BETWEEN = ("DINASKESEHAT", "DINASPENDIDI")


def test_it_is_said_before_saving_within_a_file_and_beside_what_stands(store):
    assert said(store, BOTH) == {BETWEEN: (10, 10)}
    take(store, KES)
    assert said(store, PEND) == {BETWEEN: (10, 10)} and said(store, BOTH) == {BETWEEN: (10, 10)}
    take(store, "roster.csv", roster())
    assert said(store, PEND) == {BETWEEN: (10, 0)}
    take(store, PEND)
    assert said(store, KES) == {BETWEEN: (10, 0)}
    frame = store.query(SYSTEM, "two_agencies")
    assert frame[["agencies", "home", "because", "n_people"]].to_numpy().tolist() == [
        ["|".join(BETWEEN), "DINASPENDIDI", "roster", 10]
    ]
    people = store.query(SYSTEM, "two_agencies_people", region=REGION, period=PERIOD)
    assert len(people) == 20 and people.groupby("agency")["counts"].sum().to_dict() == {
        "DINASKESEHAT": 0, "DINASPENDIDI": 10,
    }  # fmt: skip


def test_a_file_of_one_agency_says_nothing(store):
    assert said(store, KES) == {}
    take(store, KES)
    correction = (FILES / KES).read_text("utf-8").replace(",70,", ",75,")
    assert said(store, "again.csv", correction) == {}


HEAD = "periode,nip,nama,perangkat daerah,{0}indikator,nilai,sumber penilai"


@pytest.mark.parametrize(
    ("column", "kes", "pend", "home"),
    [
        pytest.param("kelompok jabatan,PLT/PLH,", "{P},ya,", "{P},,", 1, id="a column"),
        pytest.param("kelompok jabatan,plt,", "{P},Plt,", "{P},-,", 1, id="its word"),
        pytest.param("jabatan,", "Plt. Kepala Bidang,", "Kepala Bidang,", 1, id="the post says so"),
        pytest.param("jabatan,", "Kepala Bidang,", "Plh Kepala Bidang,", 0, id="the other post says so"),
        pytest.param(
            "kelompok jabatan,tanggal selesai,", "{P},30/06/2025,", "{P},31/03/2025,", 0,
            id="the latest end",
        ),
        pytest.param(
            "kelompok jabatan,tanggal selesai,", "{P},30/06/2025,", "{P},,", None,
            id="an end that only one gives",
        ),
    ],
)  # fmt: skip
def test_what_the_rows_say_of_the_post_decides(store, column, kes, pend, home):
    lines = [HEAD.format(column)]
    for line in (FILES / BOTH).read_text("utf-8").splitlines()[1:]:
        period, nip, name, agency, position, *rest = line.split(",")
        lines.append(
            ",".join(
                [
                    period,
                    nip,
                    name,
                    agency,
                    (kes if "Kes" in agency else pend).replace("{P}", position) + rest[0],
                    *rest[1:],
                ]
            )
        )
    take(store, "posts.csv", "\n".join(lines))
    release(store)
    expected = [(20, 6), (10, 16)][home] if home is not None else (10, 6)
    shown = figures(store)
    assert tuple(shown[agency][1] for agency in BETWEEN) == expected


def test_a_self_rating_may_stand_in_both_agencies(store):
    """Self ratings stand once a key: the agency is part of it, so neither row contradicts the other."""
    text = (FILES / BOTH).read_text("utf-8").replace("Atasan", "Diri sendiri")
    upload = read(store, "self.csv", text)
    assert (upload.rows_kept, upload.rows_refused) == (36, 4)


def test_the_command_line_says_it_and_takes_the_answer(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("CERMIN_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CERMIN_DEMO", "no")

    def run_json(*arguments, code=0):
        assert main([*arguments, "--json"]) == code
        return json.loads(capsys.readouterr().out)

    options = ["--region", REGION, "--period", PERIOD, "--source", "superior", "--add-unknown", "KES"]
    report = run_json("import", str(FILES / BOTH), *options, "--confirm", "--publish")
    assert report["two_agencies"] == {
        "people": 10, "undecided": 10,
        "pairs": [{"region": REGION, "period": PERIOD, "agencies": list(BETWEEN), "people": 10, "undecided": 10}],
    }  # fmt: skip
    assert report["published"][0]["undecided"] == 10
    assert run_json("home", PERIOD, "DINASKESEHAT", "RSUD", "--region", REGION, code=1)["problems"][0]["code"] == (
        "home_not_asked"
    )
    assert run_json("home", PERIOD, *BETWEEN[::-1], "--region", REGION)["home"] == "DINASPENDIDI"
    assert run_json("publish", PERIOD, "--region", REGION)["published"][0]["undecided"] == 0
    (row,) = run_json("query", "two_agencies")
    assert (row["home"], row["because"], row["n_people"]) == ("DINASPENDIDI", "answer", 10)
