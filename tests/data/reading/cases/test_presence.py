"""Who has left stands in a list of staff in words, under headings that say nothing of it."""

import pytest

from data.reading.cells import presence

BASE = {"region": "3403", "period": "2025-S1",
        "values": {"agency": {"Dinas A": {"add": {"code": "A", "name": "Dinas A", "sector": "KES"}}}}}  # fmt: skip


def staff(words, heading, more=""):
    lines = [f"NIP;Nama;Perangkat Daerah;Jabatan;{heading}{more}"]
    for at, word in enumerate(words, 1):
        nip = f"19850315201001{1 + at % 2}{at:03d}"
        lines.append(f"{nip};Pegawai {at};Dinas A;Analis Kepegawaian;{word}{';80' if more else ''}")
    return "\n".join(lines) + "\n"


def offered(upload):
    return [question.subject for question in upload.questions if "active" in question.choices]


@pytest.mark.parametrize(
    ("cell", "works"),
    [
        ("Aktif", True), ("AKTIF BEKERJA", True), ("Tugas Belajar", True), ("Cuti besar", True), ("Pindah masuk", True),
        ("Pensiun", False), ("Pensiun TMT 1 Maret 2025", False), ("Meninggal dunia", False), ("CLTN", False),
        ("Cuti di luar tanggungan negara", False), ("Pindah ke Kab. Bantul", False), ("Non-aktif", False),
        ("Mengundurkan diri", False), ("PNS", None), ("Pindahan dari Bantul", None), ("", None), (None, None),
    ],
)  # fmt: skip
def test_a_word_says_that_somebody_works_or_has_left(cell, works):
    assert presence.works(cell) is works


@pytest.mark.parametrize("heading", ["Status", "Keterangan", "Kedudukan Hukum", "Ket."])
def test_who_has_left_is_no_staff(read, heading):
    upload, rows = read(staff(["Aktif", "Pensiun", "", "Meninggal", "Tugas belajar"], heading), BASE)
    assert (upload.kind, upload.rows_refused) == ("roster", 0)
    assert rows["active"].tolist() == [True, False, True, False, True]
    assert ("column_near", heading, "active") in {(p.code, p.column, p.found) for p in upload.problems}


def test_words_of_other_things_beside_them_are_asked_about(read, known):
    content = staff(["Kepala ruang", "Pensiun", "", "Bendahara"], "Keterangan")
    upload, rows = read(content, BASE)
    assert [(q.code, q.subject, q.choices, q.blocking) for q in upload.questions] == [
        ("ask_column", "Keterangan", ("active", "ignore"), False)
    ]
    assert rows["active"].all()
    upload, rows = read(content, BASE | {"columns": {"Keterangan": "active"}})
    assert upload.problem_counts == {"word_unknown": 2} and rows["active"].tolist() == [False, True]
    upload, _ = read(content, BASE | {"columns": {"Keterangan": "ignore"}})
    assert not upload.questions


@pytest.mark.parametrize("words", [["PNS", "PPPK", "PNS"], ["Aktif", "Aktif", "Aktif"], ["Baik", "Cukup", ""]])
def test_a_column_in_which_nobody_has_left_is_what_it_was(read, words):
    upload, rows = read(staff(words, "Status"), BASE | {"kind": "roster"})
    assert not offered(upload) and rows["active"].all()


def test_in_a_file_of_ratings_it_matters_to_nobody(read):
    upload, rows = read(staff(["Aktif", "Pensiun"], "Status", more=";Komunikasi"), BASE | {"source": "superior"})
    assert (upload.kind, len(rows), offered(upload)) == ("evaluation", 2, [])
