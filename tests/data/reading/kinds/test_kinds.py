"""The other kinds of file: roster, both BKN exports, outcomes, attendance, reference rows."""

import datetime
import json

import pandas as pd
import pytest

from data.reading.meaning import mapping

A, B, C, PPPK = "198503152010011001", "199001012012022002", "198707072011011003", "199001012025242003"
AGENCIES = {
    name: {"add": {"code": code, "name": name, "sector": "KES"}} for name, code in (("Dinas A", "A"), ("Dinas B", "B"))
}
BASE = {"region": "3403", "values": {"agency": AGENCIES}}


def test_roster(read):
    text = (
        "NIP;Nama;Status Pegawai;Perangkat Daerah;Unit Kerja;Jenis Jabatan;Aktif\n"
        f"{A};Budi;PNS;Dinas A;Sub A;pelaksana;ya\n{PPPK};Sari;P3K;Dinas B;;guru;\n{B};Ani;PNS;Dinas A;;JPT;tidak\n"
        f"{C};Edi;PNS;Dinas A;;JPT;entah\n"
    )
    got, rows = read(text, BASE | {"period": "2025"})
    assert got.kind == "roster" and not got.questions and got.problem_counts == {"word_unknown": 1}
    assert rows[["nip", "employee_type", "agency", "position", "active"]].values.tolist() == [
        [A, "pns", "A", "PEL_ADM", True], [PPPK, "pppk", "B", "JF_LAYANAN", True], [B, "pns", "A", "JPT", False],
    ]  # fmt: skip


def test_a_person_stands_once_in_a_roster(read):
    line = "{};x;Dinas {};JPT\n"
    text = "nip;nama;opd;jenis jabatan\n" + line.format(A, "A") * 2 + line.format(B, "A") + line.format(B, "B")
    got, rows = read(text, BASE | {"period": "2025"})
    assert rows["nip"].tolist() == [A] and got.problem_counts == {"row_repeated": 1, "row_conflict": 2}


RATING = (
    "nip,nama,periode_awal_skp,periode_akhir_skp,skp_unor,skp_unor_induk,skp_jenis_jabatan,is_skp_plt_plh_pjb,hasil_kerja,"
    "perilaku_kerja,hasil_akhir,jenis_pegawai,golru"
)


def rating(nip, result, behavior, predicate, ends="2025-12-31", acting="0", agency="Dinas A"):
    return f"{nip},X,2025-01-01,{ends},Sub,{agency},pelaksana,{acting},{result},{behavior},{predicate},pns,III/c"


@pytest.mark.parametrize(
    ("result", "behavior", "predicate"),
    [
        ("Di Atas Ekspektasi", "di atas ekspektasi", "SANGAT BAIK"), ("Diatas", "sesuai", "Baik"),
        ("Sesuai Ekspektasi", "Dibawah Ekspektasi", "Kurang/misconduct"), ("sesuai", "sesuai", "BAIK"),
        ("di bawah", "sesuai ekspektasi", "Butuh Perbaikan/Cukup"), ("DIBAWAH EKSPEKTASI", "di bawah", "Sangat Kurang"),
        ("diatas ekspektasi", "dibawah", "Kurang / Misconduct"), ("di bawah", "di atas", "Cukup"),
        ("sesuai", "diatas", "Baik"),
    ],
)  # fmt: skip
def test_every_cell_of_the_matrix_and_every_spelling(read, result, behavior, predicate):
    got, rows = read(f"{RATING}\n{rating(A, result, behavior, predicate)}\n", BASE)
    assert got.kind == "predicate" and not got.questions and not got.problems and len(rows) == 1


def test_penilaian_skp(read):
    """A title block, a transfer, an acting post, a predicate that does not follow, a dash for nothing."""
    title = ["Laporan Penilaian SKP Tahun 2025" + "," * 12, "Instansi Pemerintah Kab. Gunungkidul" + "," * 12, "," * 12]
    lines = [
        *title, RATING,
        rating(A, "sesuai ekspektasi", "sesuai ekspektasi", "Baik", ends="2025-06-15", agency="Dinas B"),
        rating(A, "di atas ekspektasi", "di atas ekspektasi", "Sangat Baik"),
        rating(A, "sesuai ekspektasi", "sesuai ekspektasi", "Baik", acting="1"),
        rating(B, "di bawah ekspektasi", "sesuai ekspektasi", "Kurang"), rating(C, "-", "-", "-"),
    ]  # fmt: skip
    got, rows = read("\n".join(lines) + "\n", BASE)
    assert got.kind == "predicate" and not [q for q in got.questions if q.blocking]
    assert rows[["nip", "agency", "predicate", "acting"]].fillna("").values.tolist() == [
        [A, "A", "very_good", False], [A, "A", "good", True], [B, "A", "poor_misconduct", False], [C, "A", "", False],
    ]  # fmt: skip
    assert set(rows["period"]) == {"2025"} and got.rows_left_out == 1
    mismatch = [p for p in got.problems if p.code == "predicate_mismatch"]
    assert [(p.row, p.expected, p.blocking) for p in mismatch] == [(8, "needs_improvement", False)]


def test_an_unknown_predicate_is_asked_never_a_zero(read):
    got, rows = read(f"{RATING}\n{rating(A, 'luar biasa', 'sesuai', 'Mantap')}\n", BASE)
    assert rows.empty and {q.code for q in got.questions} == {"ask_rating", "ask_predicate"}


def test_laporan_skp(read):
    text = (
        "skp_id,nip,nama,jabatan,unit,jenis_pegawai,skp_status,skp_unor_induk,skp_jenis_jabatan,periode_awal,periode_akhir,"
        f"is_plt_plh\n1,{A},X,Analis,Sub,pns,persetujuan,Dinas A,fungsional,2025-01-01,2025-12-31,0\n"
        f"2,{B},X,Analis,Sub,pns,,Dinas A,fungsional,2025-01-01,2025-12-31,0\n"
    )
    got, rows = read(text, BASE)
    assert got.kind == "predicate" and rows["skp_status"].fillna("").tolist() == ["persetujuan", ""]
    assert rows["ends"].astype(str).tolist() == ["2025-12-31"] * 2


def test_skm_fits_evaluation_and_outcome(read):
    text = "Unit Organisasi;U1;U2;U9;Responden\nDinas A;3,2;3,1;2,9;120\nDinas B;3,0;-;3,3;90\n"
    citizen = BASE | {"period": "2025", "source": "citizen", "rule_set": "SKM_2017"}
    got, rows = read(text, citizen)
    assert got.kind == "evaluation" and not got.questions and "outcome" in got.detected["fits"]
    assert len(rows) == 5 and rows["scale_max"].unique().tolist() == [4] and set(rows["respondents"]) == {120, 90}
    got, rows = read(text, BASE | {"period": "2025", "kind": "outcome"})
    assert rows[["agency", "measure", "value"]].values.tolist() == [
        ["A", "U1", 3.2], ["A", "U2", 3.1], ["A", "U9", 2.9], ["B", "U1", 3.0], ["B", "U9", 3.3],
    ]  # fmt: skip
    assert got.rows_read == got.rows_kept + got.rows_left_out + got.rows_refused + got.rows_waiting


def test_outcome_long(read):
    text = (
        "opd;periode;ukuran;realisasi;target\nDinas A;2025-Q1;Aduan selesai;45;50\nDinas A;2025-Q1;Hari respon;3,5;\n"
    )
    got, rows = read(text, BASE)
    assert (
        got.kind == "outcome" and rows["value"].tolist() == [45, 3.5] and rows["target"].fillna(0).tolist() == [50, 0]
    )


def test_attendance(read, known):
    title = known.programmes["name_id"].iloc[4]
    text = f"NIP;NAMA_DIKLAT;PENYELENGGARA;TEMPAT;ANGKATAN;TAHUN;TGL_INPUT\n{A};{title};BPSDM;X;I;2025;01/02/2025\n"
    got, rows = read("\ufeff" + text, {"region": "3403"})
    assert got.kind == "attendance" and rows["programme"].tolist() == [known.programmes["code"].iloc[4]]
    asked, none = read(text.replace(title, "Pelatihan Antah Berantah"), {"region": "3403"})
    assert none.empty and [q.code for q in asked.questions if q.blocking] == ["ask_programme"]


def test_an_outcome_needs_its_measure_and_whole_respondents(read):
    head = "opd;periode;ukuran;realisasi;responden\n"
    got, rows = read(head + "Dinas A;2025-Q1;Aduan;45;12\nDinas A;2025-Q1;;45;12\nDinas B;2025-Q1;Aduan;4;12,5\n"
                     "Dinas B;2025-Q1;Hari;4;-3\nDinas B;2025-Q1;Biaya;4;3000000000\n", BASE)  # fmt: skip
    assert rows[["agency", "respondents"]].values.tolist() == [["A", 12]]
    assert got.problem_counts == {"required_empty": 1, "respondents_form": 3}


def test_two_targets_of_one_measure_contradict_each_other(read):
    line = "Dinas A;2025-Q1;Aduan;45;{}\n"
    got, rows = read("opd;periode;ukuran;realisasi;target\n" + line.format(50) + line.format(60), BASE)
    assert rows.empty and got.problem_counts == {"row_conflict": 2}


COURSE = "nip;programme;tanggal mulai;tanggal selesai;jp\n"


@pytest.fixture
def attended(known):
    return f"{{}};{known.programmes['code'].iloc[4]};{{}};{{}};{{}}\n".format


def test_attended_hours_and_days_must_be_possible(read, attended):
    text = COURSE + attended(A, "2025-03-01", "2025-03-03", 20) + attended(B, "2025-03-05", "2025-03-03", 20)
    text += attended(C, "2025-03-01", "2025-03-03", -20) + attended(PPPK, "2025-03-01", "", 99999)
    got, rows = read(text, {"region": "3403"})
    assert rows["nip"].tolist() == [A] and got.problem_counts == {"ends_before": 1, "hours_range": 2}


UNDATED = "nip;programme;jp\n"


@pytest.fixture
def undated(known):
    return f"{A};{known.programmes['code'].iloc[4]};20\n"


@pytest.mark.parametrize(("name", "suggested"), [("peserta.csv", None), ("peserta 2024.csv", 2024)])
def test_attendance_without_dates_asks_its_year_and_counts_in_it(read, undated, name, suggested):
    asked, none = read(UNDATED + undated, {"region": "3403"}, name)
    assert none.empty and asked.rows_waiting == 1
    assert [(q.code, q.suggested, q.detail) for q in asked.questions] == [
        ("ask_training_year", suggested, {"ask": "set:year"})
    ]
    got, rows = read(UNDATED + undated, {"region": "3403", "year": 2025}, name)
    assert not got.questions and rows["starts"].tolist() == [datetime.date(2025, 1, 1)]
    assert rows["ends"].tolist() == [None] and rows["learning_hours"].tolist() == [20.0]
    assert "year" not in mapping.reusable(got.mapping), "the next file is of another year"


def test_a_column_of_years_dates_attendance(read, known):
    code = known.programmes["code"].iloc[4]
    text = f"nip;programme;jp;tahun\n{A};{code};20;2024\n{B};{code};20;2025\n{C};{code};20;\n{PPPK};{code};20;entah\n"
    got, rows = read(text, {"region": "3403"})
    assert not got.questions and got.problem_counts == {"hours_undated": 2}
    assert rows["starts"].tolist() == [datetime.date(2024, 1, 1), datetime.date(2025, 1, 1), None, None]


def test_hours_of_a_row_without_a_date_are_said_not_to_count(read, attended):
    text = COURSE + attended(A, "2025-03-01", "2025-03-03", 20) + attended(B, "", "2025-03-03", 20)
    got, rows = read(text + attended(C, "", "", 20) + attended(PPPK, "", "", ""), {"region": "3403"})
    assert rows["starts"].tolist() == [datetime.date(2025, 3, 1), datetime.date(2025, 3, 3), None, None]
    assert [(p.code, p.row, p.blocking) for p in got.problems] == [("hours_undated", 4, False)]


def test_one_training_attended_twice_over_counts_once_or_not_at_all(read, attended):
    same = attended(A, "2025-03-01", "2025-03-03", 20)
    got, rows = read(COURSE + same * 2 + attended(B, "2025-03-01", "2025-03-03", 20), {"region": "3403"})
    assert rows["nip"].tolist() == [A, B] and got.problem_counts == {"row_repeated": 1}
    for other in (("2025-03-01", "2025-03-03", 40), ("2025-03-01", "2025-03-04", 20)):
        got, rows = read(COURSE + same + attended(A, *other), {"region": "3403"})
        assert rows.empty and got.problem_counts == {"row_conflict": 2}


@pytest.mark.parametrize(("missing", "asked"), [("nip", "nip"), ("programme", "programme")])
def test_attendance_without_person_or_programme_is_asked_about(read, attended, missing, asked):
    rows_of = (COURSE + attended(A, "2025-03-01", "2025-03-03", 20)).splitlines()
    place = rows_of[0].split(";").index(missing)
    text = "".join(";".join(cell for at, cell in enumerate(line.split(";")) if at != place) + "\n" for line in rows_of)
    got, rows = read(text, {"region": "3403", "kind": "attendance"})
    assert rows.empty and got.rows_waiting == 1
    assert [(q.code, q.subject) for q in got.questions if q.blocking] == [("ask_missing_column", asked)]


def test_an_skp_without_a_sound_end_is_refused_once(read):
    for ends, code in (("2024-12-31", "ends_before"), ("2025-13-31", "date_unknown"), ("", "required_empty")):
        got, rows = read(f"{RATING}\n{rating(A, 'sesuai', 'sesuai', 'baik', ends=ends)}\n", BASE)
        assert rows.empty and got.problem_counts == {code: 1}


def test_reference_rows(read):
    text = "position,indicator,valid_from,weight,note\nJPT,KOM,2025,12,perkiraan\nJPT,DS,,banyak,\n"
    got, rows = read(text)
    assert got.kind == "reference" and got.mapping["table"] == "weights" and rows.empty
    assert [(p.code, p.row) for p in got.problems] == [("reference_value", 3)]  # taken whole or not at all
    _, rows = read(text.replace("banyak", "8"))
    assert rows["table_name"].tolist() == ["weights"] * 2 and json.loads(rows["row_json"][0])["weight"] == 12


def test_a_kind_that_is_told_wins(read):
    text = f"nip;opd;nilai;indikator;sumber;kelompok_jabatan\n{A};Dinas A;80;KOM;atasan;JPT\n"
    got, rows = read(text, BASE | {"period": "2025", "kind": "roster"})
    assert got.kind == "roster" and isinstance(rows, pd.DataFrame) and rows["agency"].tolist() == ["A"]


def test_targets_of_persons_are_no_roster(read):
    """A recap of indicators with targets came in as a list of who works where."""
    heading = "NIP;Perangkat Daerah;Kelompok Jabatan;Indikator;Target;Realisasi;Capaian (%)\n"
    got, rows = read(f"{heading}{A};Dinas A;Pelaksana;Komunikasi;50;40;80\n", BASE | {"period": "2025"})
    assert got.kind == "evaluation" and rows.empty
    assert "ask_missing_column" in {question.code for question in got.questions}
