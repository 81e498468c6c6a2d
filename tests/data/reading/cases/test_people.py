"""Who rates and who is rated, where it is not a superior with a NIP: external assessors."""

import pytest

from tests.worlds.evaluation_files import AGENCIES, BASE, NIP, OTHER, file, row

ASSESSORS = ["Asesor eksternal", "Penilai Eksternal", "auditor", "APIP", "BPK", "BPKP", "Asesor SPBE",
             "Tim Penilai Eksternal", "External assessor", "eksternal"]  # fmt: skip


@pytest.mark.parametrize("word", ASSESSORS)
def test_an_assessor_from_outside_is_nobodys_superior(read, word):
    got, rows = read(file(row(sumber_penilai=word), row(nip=OTHER, sumber_penilai="atasan", nilai="70")), BASE)
    assert not got.questions and not got.problems
    assert rows[["source", "score"]].values.tolist() == [["external", 80], ["superior", 70]]


def test_an_assessor_may_head_a_column(read):
    text = f"nip;opd;indikator;kelompok jabatan;Nilai Atasan;Nilai Asesor Eksternal\n{NIP};Dinas A;KOM;JPT;80;61,5\n"
    got, rows = read(text, BASE | {"period": "2025"})
    assert not got.questions and rows[["source", "raw"]].values.tolist() == [["superior", 80], ["external", 61.5]]


def test_a_column_of_posts_called_auditor_names_no_source(read):
    """Inspektorat's staff are auditors by post: under a heading nobody knows that is not who rated them."""
    text = f"nip;opd;indikator;nilai;Tugas Pokok\n{NIP};Dinas A;KOM;80;Auditor\n{OTHER};Dinas A;KOM;70;Auditor\n"
    got, rows = read(
        text, {"region": "3403", "period": "2025", "position": "JF_TEKNIS", "values": {"agency": AGENCIES}}
    )
    assert rows.empty and [question.code for question in got.questions if question.blocking] == ["ask_source"]
