"""Nobody is told through the command line, nor by a store built again from its journal: the same cells wait."""

import json

import numpy as np
import pytest

from data.store.store import home
from data.upkeep.opening import open_store
from tests.worlds.facts import REGION

HEAD = "nip,nama,perangkat_daerah,kelompok_jabatan,indikator,sumber_penilai,penilai,nilai,skala_min,skala_maks\n"
FIGURES = "perangkat_daerah,indikator,sumber_penilai,nilai,skala_min,skala_maks,responden\n"


def nip(number):
    return f"198001012005011{number:03}"


def people(path, scores, agency="Dinas Kesehatan", first=0):
    lines = [
        f"{nip(first + n)},Orang {first + n},{agency},Pelaksana,Komunikasi,atasan,{nip(900 + n % 3)},{score},0,100\n"
        for n, score in enumerate(scores)
    ]
    path.write_text(HEAD + "".join(lines))
    return path


def figure(path, score, answered):
    path.write_text(FIGURES + f"Dinas Kesehatan,Pelayanan kepada masyarakat,masyarakat,{score},0,100,{answered}\n")
    return path


@pytest.fixture
def take(cermin):
    """take(path, period) -> the batch number of a file imported and published through the command line."""

    def run(path, period):
        given = ("--region", REGION, "--period", period, "--add-unknown", "KES", "--reason", "uji", "--confirm")
        done = cermin("import", path, *given, "--publish", "--json")
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout)["batch"]

    return run


def shown():
    """Every cell of the newest snapshot of each period, and which blocks wait."""
    store = open_store(home(), threads=1)
    try:
        with store.cursor() as cursor:
            return cursor.execute(
                "select period, cell.indicator, cell.source, cell.n_people, round(total, 6), block.held"
                " from cell join block using (snapshot_id, block_id)"
                " join snapshot_current using (snapshot_id) order by all"
            ).fetchall()
    finally:
        store.close()


def test_routes_to_one_person_stay_closed_through_the_command_line_and_a_rebuild(cermin, take, tmp_path):
    scores = np.linspace(50.5, 90.25, 12).round(2).tolist()
    take(people(tmp_path / "ujung.csv", [100] * 5, "Dinas Sosial", 50), "2025-S1")
    wrong = take(people(tmp_path / "keliru.csv", scores), "2025-S1")
    assert cermin("undo", wrong, "--reason", "salah periode").returncode == 0
    take(people(tmp_path / "benar.csv", [*scores, 55.5]), "2025-S2")
    take(figure(tmp_path / "skm.csv", 70, 9), "2025-S2")
    take(figure(tmp_path / "skm2.csv", 73, 10), "2025-S2")
    before = shown()
    assert ("2025-S1", "KOM", "superior", 5, 480.0, False) in before, "five at the end of the scale"
    in_second = [line for line in before if line[0] == "2025-S2"]
    assert [line[1:5] for line in in_second] == [("BP", "citizen", 9, 630.0)], "neither the one more nor the tenth"
    assert cermin("rebuild", "--force", "--json").returncode == 0
    assert shown() == before
    assert json.loads(cermin("verify", "--json").stdout)["problems"] == []
