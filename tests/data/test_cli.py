"""The command line on real files; in a process of its own where the border of the process is what is asked about."""

import csv
import datetime as dt
import getpass
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from data.__main__ import PERSONAL, main
from data.store.store import query_names
from data.upkeep.opening import open_store
from tests.worlds.actors import SYSTEM

ROOT = Path(__file__).parents[2]
SURVEY = next((ROOT / "tests/data/reading/files/people_survey").glob("*2017*.csv"))


@pytest.fixture
def process(tmp_path):
    """process("import", ...) -> the finished process of `python -m data import ...` on a home of its own."""

    def run(*arguments):
        return subprocess.run(
            [sys.executable, "-m", "data", *map(str, arguments)],
            cwd=ROOT, env=os.environ | {"CERMIN_HOME": str(tmp_path / "home")}, capture_output=True, text=True,
        )  # fmt: skip

    return run


def rows(done):
    assert done.returncode == 0, done.stderr
    return list(csv.DictReader(io.StringIO(done.stdout)))


TEMPLATE = """periode;nip;nama;jenis_pegawai;perangkat_daerah;unit;kelompok_jabatan;indikator;nilai;skala_min;skala_maks;aturan;sumber_penilai;penilai;responden
"""  # noqa: E501


def office_file(path, period, score=80.5, people=12):
    """A long-template file of one agency: everybody rated on four indicators by the superior."""
    text = TEMPLATE
    for number in range(people):
        nip = f"19800{number % 9 + 1}152005011{number + 1:03d}"
        for indicator in ("TG", "KW", "DS", "KOM", "AD"):
            value = f"{score + number % 5:.1f}".replace(".", ",")
            text += (
                f"{period};{nip};Pegawai {number};PNS;Dinas Kesehatan;;PEL_ADM;{indicator};{value};0;100;;atasan;;\n"
            )
    path.write_text(text, "utf-8")
    return path


@pytest.mark.whole
def test_survey_year_reads_back_exactly_and_moves_no_composite(cermin, tmp_path):
    first = office_file(tmp_path / "awal.csv", "2017")
    done = cermin("import", first, "--region", "UK", "--add-unknown", "KES", "--confirm", "--publish", "--json")
    assert done.returncode == 0, done.stdout
    before = rows(cermin("query", "agency_scores", "--csv"))
    assert len(before) == 1 and float(before[0]["score"]) > 0

    as_survey = ("import", SURVEY, "--region", "UK", "--period", "2017", "--add-unknown", "ADMIN")
    # What staff say of their own office names nobody, so it has to say how many they were; this survey does not.
    asked = json.loads(cermin(*as_survey, "--source", "self", "--json").stdout)
    assert asked["counts"]["figures_uncounted"] > 0
    done = cermin(*as_survey, "--source", "external", "--confirm", "--publish", "--json")
    assert done.returncode == 0, done.stdout
    scores = rows(cermin("query", "indicator_scores", "--csv"))
    index = [
        float(row["score"])
        for row in scores
        if row["agency_name"] == "Crown Prosecution Service" and row["indicator_name"] == "Employee engagement index"
    ]
    assert index == [61.0]
    assert len({row["indicator"] for row in scores}) > 70

    after = rows(cermin("query", "agency_scores", "--csv"))
    assert [row["score"] for row in after if row["agency"] == before[0]["agency"]] == [before[0]["score"]]


def test_parameters_are_those_of_the_query_and_all_wrong_ones_are_said(homes, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("CERMIN_HOME", str(shutil.copytree(homes("small"), tmp_path / "home")))

    def asked(*words):
        return main(["query", *words, "--json"]), json.loads(capsys.readouterr().out)

    code, staff = asked("plan_persons", "--param", "region=357823", "--param", "period=2025-S2")
    first, second = (row["employee"] for row in staff[:2])
    assert code == 0 and len(asked("person_names", "--param", f"employees={first},{second}")[1]) == 2
    assert [row["employee"] for row in asked("person_names", "--param", f"employee={second}")[1]] == [second]
    assert asked("predicate_cells", "--param", "period=2025-S1") == (0, [])
    code, scores = asked("agency_scores", "--param", "period=2025-S2")
    assert code == 0 and {row["period"] for row in scores} == {"2025-S2"}
    code, report = asked("agency_scores", "--param", "regency=1", "--param", "period", "--param", "agency=A")
    assert (code, [problem["code"] for problem in report["problems"]]) == (2, ["param_unknown", "param_shape"])
    code, report = asked("person_names", "--param", "employees=Budi")
    assert (code, [problem["code"] for problem in report["problems"]]) == (2, ["param_value"])


def test_who_asks_about_persons_is_written_down_and_the_figures_are_not(homes, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("CERMIN_HOME", str(shutil.copytree(homes("small"), tmp_path / "home")))

    def seen() -> list[tuple[str, dict]]:
        lines = (tmp_path / "home" / "journal.jsonl").read_text("utf-8").splitlines()
        return [(line["actor"], line["detail"]) for line in map(json.loads, lines) if line["kind"] == "access"]

    assert main(["query", "agency_scores", "--csv"]) == 0 and seen() == []
    assert main(["query", "person_names", "--param", "employees=1", "--csv"]) == 0 and seen() == []  # nobody was shown
    capsys.readouterr()
    assert main(["query", "plan_persons", "--param", "region=357823", "--param", "period=2025-S2", "--json"]) == 0
    shown = len(json.loads(capsys.readouterr().out))
    asked = {"region": "357823", "period": "2025-S2"}
    line = {"role": "system", "what": "query plan_persons", "rows": shown, "query": "plan_persons", "asked": asked}
    line["version"] = seen()[0][1]["version"]
    assert seen() == [(getpass.getuser(), line)]


def test_queries_about_persons_are_known_by_their_columns(homes, tmp_path):
    """Those that read facts row by row name the person in a column that the command line looks for."""
    store = open_store(shutil.copytree(homes("small"), tmp_path / "home"), threads=1)
    personal = {
        name
        for name, path in query_names().items()
        if path.parent.name == "planner" and PERSONAL & set(store.query(SYSTEM, name).columns)
    }
    store.close()
    assert personal == {
        "objections", "person_levels", "person_names", "person_predicates", "person_ratings", "plan_persons",
        "programme_scores", "two_agencies_people",
    }  # fmt: skip


def test_exit_codes(cermin, process, tmp_path):
    assert cermin("query", "nothing_like_it").returncode == 2
    assert cermin("import", tmp_path / "absent.csv").returncode == 2
    bad = tmp_path / "bad.csv"
    bad.write_text(TEMPLATE + "2025;1,98503E+17;A;PNS;Dinas Kesehatan;;PEL_ADM;TG;80;0;100;;atasan;;\n", "utf-8")
    refused = process("import", bad, "--region", "UK", "--add-unknown", "KES", "--confirm", "--json")
    assert refused.returncode == 1
    problems = json.loads(refused.stdout)["problems"]
    assert [problem["row"] for problem in problems if problem["blocking"]] == [2]
    assert cermin("publish", "2031").returncode == 1
    assert cermin("undo", "99", "--reason", "x").returncode == 1


@pytest.mark.whole
def test_undo_brings_the_older_values_back(cermin, tmp_path):
    first = office_file(tmp_path / "satu.csv", "2025-S1", 70)
    second = office_file(tmp_path / "dua.csv", "2025-S1", 80)
    assert cermin("import", first, "--region", "UK", "--add-unknown", "KES", "--confirm", "--publish").returncode == 0
    before = rows(cermin("query", "agency_scores", "--csv"))[0]
    report = json.loads(cermin("import", second, "--region", "UK", "--confirm", "--publish", "--json").stdout)
    assert report["changed"] == 60 and report["new"] == 0
    assert float(rows(cermin("query", "agency_scores", "--csv"))[0]["score"]) > float(before["score"]) + 9
    same = json.loads(cermin("import", second, "--region", "UK", "--confirm", "--json").stdout)
    assert [problem["code"] for problem in same["problems"]] == ["file_known"]
    assert cermin("undo", report["batch"], "--reason", "salah berkas").returncode == 0
    assert cermin("publish", "2025-S1").returncode == 0
    again = rows(cermin("query", "agency_scores", "--csv"))[0]
    assert again["score"] == before["score"]
    assert again["version"] == "3"


def test_a_second_process_is_told_the_pid(process, tmp_path):
    holder = subprocess.Popen(
        [sys.executable, "-c", "from data.upkeep.opening import open_store as o; s = o(); print(1, flush=1); input()"],
        cwd=ROOT, env=os.environ | {"CERMIN_HOME": str(tmp_path / "home")}, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert holder.stdout.readline() == "1\n"
        told = process("status")
        assert told.returncode == 3
        assert str(holder.pid) in told.stderr
    finally:
        holder.communicate("\n", timeout=30)


@pytest.mark.whole
def test_times_are_those_of_the_offices_clock(process, tmp_path, monkeypatch):
    monkeypatch.setenv("TZ", "WIT-9")  # as the posix names of zones go: nine hours before Greenwich
    file = office_file(tmp_path / "berkas.csv", "2025-S1")
    assert process("import", file, "--region", "3403", "--add-unknown", "KES", "--confirm").returncode == 0
    told = json.loads(process("status", "--json").stdout)
    received = dt.datetime.fromisoformat(told["batches"][0]["received_at"])
    here = dt.datetime.now(dt.UTC).replace(tzinfo=None) + dt.timedelta(hours=9)
    assert abs(here - received.replace(tzinfo=None)) < dt.timedelta(minutes=10)


def test_publish_touches_what_the_file_touches_and_says_what_else_waits(cermin, tmp_path):
    def imported(region, period, *more):
        file = office_file(tmp_path / f"{region}-{period}.csv", period, score={"UK": 80.5, "XY": 71.5}[region])
        options = ("--region", region, "--add-unknown", "KES", "--confirm", "--json", *more)
        done = cermin("import", file, *options)
        assert done.returncode == 0, done.stdout
        return json.loads(done.stdout)

    imported("UK", "2025-S1")
    imported("XY", "2025-S2")
    report = imported("XY", "2025-S1", "--publish")
    assert [(one["region"], one["period"], one["version"]) for one in report["published"]] == [("XY", "2025-S1", 1)]
    waits = {(one["region"], one["period"], one["kind"], one["state"]) for one in report["waiting"]}
    assert waits == {("UK", "2025-S1", "scores", "new"), ("XY", "2025-S2", "scores", "new")}
    assert {one["region"] for one in rows(cermin("query", "published", "--csv"))} == {"XY"}

    done = json.loads(cermin("publish", "2025-S1", "--json").stdout)
    assert done["regions"] == ["UK", "XY"]
    assert {one["region"] for one in done["published"]} == {"UK", "XY"}


def test_a_question_is_told_in_words(cermin):
    """The cells whose formulas nobody worked out, and what to do about them; as JSON and as lines."""
    book = ROOT / "tests/data/reading/files/cases/02-formula-no-cache/some-uncached.xlsx"
    what = "Kolom “Komunikasi”: 2 sel berisi rumus yang belum dihitung (F3, F5)."
    options = ("--region", "3403", "--period", "2025-S1", "--source", "superior", "--add-unknown", "KES")
    done = cermin("import", book, *options, "--json")
    (question,) = json.loads(done.stdout)["questions"]
    assert (question["what"], question["choices"]) == (what, ["leave_cells", "ignore"])
    assert question["fix"].startswith("Buka berkas di Excel, simpan, lalu unggah lagi")
    lines = cermin("import", book, *options).stderr
    assert f"? {what} {question['fix']} (ask_uncomputed: ['leave_cells', 'ignore'])" in lines
