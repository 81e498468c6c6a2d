"""Of an agency, indicator, source and period one kind is published, people by name or a figure of the agency; who
uploads the other is told, also where the file that released the first was undone."""

import json

import numpy as np
import pytest

from data.batches import batches, kinds, together
from data.batches.kinds import OtherKind
from data.publishing import publish
from data.terms.actors import system
from data.terms.problems import Refused, words
from tests.worlds.actors import SYSTEM
from tests.worlds.facts import NOW, PERIOD, REGION, add_rows, row
from tests.worlds.files import evaluation, prepare

SCORES = np.linspace(50, 90, 12)
WHOLE = "periode,perangkat_daerah,indikator,sumber_penilai,nilai,skala_min,skala_maks,jumlah pegawai dinilai"
BY_NAME = "periode,nip,perangkat_daerah,kelompok_jabatan,indikator,sumber_penilai,nilai,skala_min,skala_maks"


def figure(source="atasan", period=PERIOD, score=70):
    return "\n".join([WHOLE, f"{period},Dinas Kesehatan,Komunikasi,{source},{score},0,100,18"])


def people(n=12, source="atasan", period=PERIOD):
    place = f"Dinas Kesehatan,PEL_ADM,Komunikasi,{source}"
    rows = [f"{period},1980{at + 1:02}012005011001,{place},{SCORES[at]:.0f},0,100" for at in range(n)]
    return "\n".join([BY_NAME, *rows])


FILES = {"figure": figure, "person": people}
AT = ("--region", REGION, "--add-unknown", "KES", "--json")


@pytest.fixture
def take(cermin, tmp_path):
    """take(text, *flags) -> (exit code, report) of `import`, each time a file of its own."""
    number = iter(range(100))

    def of(text, *flags):
        path = tmp_path / f"berkas-{next(number)}.csv"
        path.write_text(text, "utf-8")
        done = cermin("import", path, *AT, *flags)
        return done.returncode, json.loads(done.stdout)

    return of


@pytest.mark.parametrize(("first", "then", "rows"), [("figure", "person", 12), ("person", "figure", 1)])
def test_rows_of_the_other_kind_want_a_second_yes_after_an_undo_too(cermin, take, first, then, rows):
    code, report = take(FILES[first](), "--confirm")
    assert (code, report["unpublished"]) == (0, [])
    before = take(FILES[then]())[1]
    assert before["unpublished"] == [], "stored beside it is not released before it: that is a conflict of its own"
    assert [problem["code"] for problem in before["problems"]] == ["person_and_agency_rows"]
    cermin("publish", PERIOD, "--region", REGION)
    cermin("undo", report["batch"], "--reason", "berkas lain")

    code, report = take(FILES[then](), "--confirm")
    (told,) = report["unpublished"]
    agency = told.pop("agency")
    assert agency and told == {
        "region": REGION, "period": PERIOD, "indicator": "KOM", "source": "superior", "released": first, "rows": rows,
    }  # fmt: skip
    assert (code, report["batch"]) == (1, None)
    (problem,) = report["problems"]
    assert (problem["code"], problem["found"]) == (kinds.OTHER_KIND, str(rows))
    assert not problem["blocking"] and "--accept-unpublished" in problem["fix"]
    assert take(FILES[then](), "--confirm", "--accept-partial")[0] == 1, "another yes is not this one"

    code, report = take(FILES[then](), "--confirm", "--accept-unpublished")
    assert code == 0 and report["batch"] is not None and len(report["unpublished"]) == 1


def test_the_same_kind_another_source_and_the_next_period_say_nothing(cermin, take):
    _, report = take(figure(), "--confirm", "--publish")
    cermin("publish", PERIOD, "--region", REGION)
    cermin("undo", report["batch"], "--reason", "berkas lain")
    others = figure(score=72), people(source="bawahan"), people(period="2025-S2")
    assert [take(text)[1]["unpublished"] for text in others] == [[], [], []]


def test_of_several_files_the_one_that_is_not_published_is_held_until_somebody_says_yes(cermin, take, tmp_path):
    _, report = take(people(), "--confirm", "--publish")
    cermin("undo", report["batch"], "--reason", "berkas lain")
    (tmp_path / "angka.csv").write_text(figure(), "utf-8")
    (tmp_path / "lain.csv").write_text(people(period="2025-S2"), "utf-8")
    files = tmp_path / "angka.csv", tmp_path / "lain.csv"
    done = cermin("import", *files, *AT, "--confirm")
    held = [[problem["code"] for problem in one["held"]] for one in json.loads(done.stdout)["files"]]
    assert (done.returncode, held) == (1, [[kinds.OTHER_KIND], []])
    done = cermin("import", files[0], *AT, "--confirm", "--accept-unpublished")
    assert done.returncode == 0


def test_what_is_released_between_look_and_save_is_looked_at_again(store):
    prepare(store)
    file = evaluation(store.home / "incoming", 1)
    shown = batches.compare(store, file, SYSTEM)
    assert shown.unpublished == () and together.look(store, [file], SYSTEM)[0].held == []
    figures = [row(None, "A0", None, None, "TG", "superior", 70.0, None, 18)]
    number = add_rows(store, REGION, PERIOD, figures)
    publish.publish(store, REGION, PERIOD, system("test"), NOW)
    batches.undo(store, number, system("bkd"), NOW, "berkas lain")
    with pytest.raises(batches.Overtaken) as late:
        batches.accept(store, file, system("bkd"), NOW, shown=shown, unpublished=True)
    assert [one.released for one in late.value.comparison.unpublished] == ["figure"]
    with pytest.raises(Refused):
        batches.accept(store, file, system("bkd"), NOW)
    (standing,) = together.look(store, [file], SYSTEM)
    assert [problem.code for problem in standing.held] == [kinds.OTHER_KIND] and standing.liftable
    assert len(together.accept(store, [standing], system("bkd"), NOW).batches) == 1


def test_it_is_said_once_for_each_kind_in_both_languages():
    place = (REGION, PERIOD, "A", "KOM", "superior")
    found = [OtherKind(*place, "person", 2), OtherKind(*place, "person", 1200), OtherKind(*place, "figure", 3)]
    told = kinds.problems(found)
    assert [(one.found, one.expected, one.blocking) for one in told] == [
        ("3", "figure", False), ("1202", "person", False),
    ]  # fmt: skip
    assert "1.202 baris disimpan tetapi tidak diterbitkan" in words(told[1])["what"]
    assert "figures of the agency were published already" in words(told[0], "en")["what"]
    assert kinds.problems([]) == [] and Refused(told).problems == told
