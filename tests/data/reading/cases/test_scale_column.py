"""A column that names the scale of each row in one cell."""

import pytest

from data.reading.cells import scale

BASE = {"region": "3403", "period": "2025-S1", "source": "superior",
        "values": {"agency": {"Dinas A": {"add": {"code": "A", "name": "Dinas A", "sector": "KES"}}}}}  # fmt: skip


def text(rows, heading="Skala"):
    """Rows of (indicator, value, scale), each of a person of their own."""
    lines = [f"NIP;Perangkat Daerah;Kelompok Jabatan;Indikator;Nilai;{heading}"]
    for at, row in enumerate(rows, 1):
        lines.append(f"19850315201001{1 + at % 2}{at:03d};Dinas A;Pelaksana;{';'.join(map(str, row))}")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("cell", "ends"),
    [
        ("1-5", (1, 5)), ("0 – 100", (0, 100)), ("1 s/d 4", (1, 4)), ("1 s.d. 10", (1, 10)), ("Skala 0-120", (0, 120)),
        ("1 sampai dengan 5", (1, 5)), ("0,5-1", (0.5, 1)), (5, (1, 5)), ("100", (0, 100)), (10, None), ("5-1", None),
        ("Likert", None), ("", None), (None, None), ("1-5 (Likert)", None),
    ],
)  # fmt: skip
def test_a_cell_names_both_ends_or_none(cell, ends):
    assert scale.read(cell) == ends


@pytest.mark.parametrize("heading", ["Skala", "Skala Penilaian", "Rentang Nilai", "scale"])
def test_each_row_has_the_scale_it_names(read, heading):
    rows = [("Komunikasi", 60, "0-120"), ("Komunikasi", 90, "0-120"), ("Disiplin", 3, "1-5"), ("Disiplin", 60, "0-100")]
    upload, frame = read(text(rows, heading), BASE)
    assert not upload.questions and not upload.rows_refused
    assert frame[["scale_min", "scale_max", "score"]].values.tolist() == [
        [0, 120, 50], [0, 120, 75], [1, 5, 50], [0, 100, 60],
    ]  # fmt: skip


def test_what_is_no_scale_refuses_its_row_among_others_that_are(read):
    rows = [("Komunikasi", 60, "0-100"), ("Komunikasi", 3, 10), ("Komunikasi", 90, "0-100"), ("Komunikasi", 4, "")]
    upload, frame = read(text(rows), BASE)
    refused = [(p.code, p.row, p.column, p.found) for p in upload.problems if p.blocking]
    assert refused == [("scale_form", 3, "Skala", "10"), ("scale_missing", 5, "Nilai", "4")]
    assert frame["score"].tolist() == [60, 90]


def test_a_column_of_other_words_is_left_aside_and_said(read):
    rows = [("Komunikasi", 60 + at, "Likert") for at in range(4)]
    upload, frame = read(text(rows), BASE)
    (said,) = [p for p in upload.problems if p.code == "columns_ignored"]
    assert said.found == "Skala" and frame["score"].tolist() == [60, 61, 62, 63]


def test_two_columns_of_ends_count_before_one_of_both(read):
    content = text([("Komunikasi", 60, "0-100;0;120")]).replace("Skala\n", "Skala;skala_min;skala_maks\n")
    _, frame = read(content, BASE)
    assert frame["score"].tolist() == [50]
