"""Rows above a group that say who rated, when or what, and not which unit the people below are of."""

import pytest

BASE = {"region": "3403", "period": "2025-S1", "source": "superior",
        "values": {"agency": {"Dinas A": {"add": {"code": "A", "name": "Dinas A", "sector": "KES"}}}}}  # fmt: skip
ATASAN, REKAN = "PENILAIAN ATASAN", "Hasil penilaian oleh Rekan Kerja"


def text(first, second, heading="Komunikasi"):
    """Six people twice, each time under a row of its own."""
    lines = [f"NIP;Perangkat Daerah;Kelompok Jabatan;{heading}"]
    for section, start in ((first, 80), (second, 60)):
        lines.append(f"{section};;;")
        lines += [f"19850315201001{1 + at % 2}{at:03d};Dinas A;Pelaksana;{start + at}" for at in range(1, 7)]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("first", "second", "heading", "column", "codes"),
    [
        ("Semester I 2025", "Semester II 2025", "Komunikasi", "period", ["2025-S1", "2025-S2"]),
        ("Triwulan I", "Triwulan II", "Komunikasi", "period", ["2025-Q1", "2025-Q2"]),
        ("Komunikasi", "Disiplin", "Nilai", "indicator", ["KOM", "DS"]),
        ("Atasan", "Rekan kerja", "Komunikasi", "source", ["superior", "peer"]),
        ("Sekretariat", "Bidang Pelayanan Masyarakat", "Komunikasi", "unit",
         ["Sekretariat", "Bidang Pelayanan Masyarakat"]),
    ],
)  # fmt: skip
def test_a_section_says_what_its_rows_do_not(read, first, second, heading, column, codes):
    upload, rows = read(text(first, second, heading), BASE)
    assert not upload.questions and not upload.rows_refused
    told = rows.sort_values("line")[[column, "raw"]].values.tolist()
    assert told == [[code, start + at] for code, start in zip(codes, (80, 60), strict=True) for at in range(1, 7)]


def test_a_source_in_other_words_is_asked_about_once_each(read):
    upload, rows = read(text(ATASAN, REKAN), BASE)
    assert [(q.code, q.subject) for q in upload.questions] == [
        ("ask_source", ATASAN), ("ask_source", REKAN),
    ]  # fmt: skip
    assert rows.empty
    answers = {"source": {ATASAN: "superior", REKAN: "peer"}}
    _, rows = read(text(ATASAN, REKAN), BASE | {"values": BASE["values"] | answers})
    assert rows.groupby("source")["raw"].sum().to_dict() == {"superior": 501, "peer": 381}


def test_a_period_in_words_nobody_can_read_refuses_its_rows(read):
    upload, rows = read(text("Nilai Semester I Tahun 2025 kami", "Nilai Semester II Tahun 2025 kami"), BASE)
    assert rows.empty and upload.problem_counts == {"period_unknown": 12, "scale_taken": 1}


def test_what_a_column_says_is_not_said_by_sections(read):
    content = (
        text("Semester I 2025", "Semester II 2025").replace("NIP;", "Periode;NIP;").replace("\n19", "\n2024-S2;19")
    )
    content = content.replace("2025;;;", "2025;;;;")
    _, rows = read(content, BASE | {"source": "peer"})
    assert set(rows["period"]) == {"2024-S2"} and len(rows) == 12
