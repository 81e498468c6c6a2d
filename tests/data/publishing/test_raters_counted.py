"""How many rated, beside how many were rated: read from files, kept in older stores, and asked of figures by staff."""

import pytest

from data.store.engine import run
from data.upkeep.opening import open_store
from tests.worlds.facts import PERIOD, REGION, add_agencies, add_rows, row

HEAD = "perangkat_daerah,indikator,sumber_penilai,nilai,skala_min,skala_maks,jumlah pegawai dinilai,jumlah penilai\n"


@pytest.mark.parametrize(
    ("source", "counts", "said"),
    [
        ("rekan sejawat", "12,3", 0), ("rekan sejawat", "12,2", 1), ("rekan sejawat", "12,", 1),
        ("atasan", "12,", 0), ("atasan", "4,", 1), ("masyarakat", ",", 0),
    ],
)  # fmt: skip
def test_a_file_of_figures_by_staff_says_which_will_not_be_published(cermin, tmp_path, source, counts, said):
    path = tmp_path / "rekap.csv"
    path.write_text(HEAD + f"Dinas Kesehatan,Komunikasi,{source},80,0,100,{counts}\n")
    given = ("--region", REGION, "--period", PERIOD, "--add-unknown", "KES", "--confirm", "--json")
    done = cermin("import", path, *given)
    assert done.returncode == 0, done.stdout
    assert done.stdout.count('"figures_uncounted"') >= said and ('"figures_uncounted"' in done.stdout) == bool(said)


def test_an_older_store_learns_how_many_rated(tmp_path):
    home = tmp_path / "home"
    store = open_store(home, threads=1)
    add_agencies(store, REGION, {"A": "KES"})
    add_rows(store, REGION, PERIOD, [row(None, "A", None, None, "KOM", "superior", 70.0, None, 12)])
    with store.writing() as cursor:
        cursor.execute("alter table fact drop column n_raters")
        run(cursor, "sql/journal/schema.sql", version="6")
    store.close()
    store = open_store(home, threads=1)
    with store.cursor() as cursor:
        assert cursor.execute("select respondents, n_raters from fact").fetchall() == [(12, None)]
    store.close()
