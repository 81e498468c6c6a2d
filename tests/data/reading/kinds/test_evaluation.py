"""Evaluation rows: layouts, scales, persons and agencies, repeated and refused rows; outcomes written by hand."""

import csv
from dataclasses import replace

import pytest

from data.reading import upload
from data.reading.meaning.file_kinds import TEMPLATE
from tests.worlds.evaluation_files import AGENCIES, BASE, HEAD, NIP, OTHER, RATER, agency_row, file, row


def test_a_whole_row(read):
    got, rows = read(file(row(nilai="80,5", unit="Seksi  1", penilai=RATER)), BASE)
    assert not got.questions and not got.problems and got.kind == "evaluation"
    assert rows.iloc[0].dropna().to_dict() == {
        "line": 2, "region": "3403", "period": "2025", "nip": NIP, "name": "Budi", "employee_type": "pns",
        "agency": "A", "unit": "Seksi 1", "position": "PENGAWAS", "indicator": "KOM", "source": "superior",
        "rater": RATER, "raw": 80.5, "scale_min": 0, "scale_max": 100, "score": 80.5,
    }  # fmt: skip
    assert rows[["rule_set", "respondents"]].isna().all(axis=None)
    assert got.detected["layout"] == "long" and got.detected["locale"] == "comma"


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ({"nilai": "101"}, "score_range", "nilai"),
        ({"nilai": "-1"}, "score_range", "nilai"),
        ({"nilai": "0,5", "skala_min": "1", "skala_maks": "5"}, "score_range", "nilai"),
        ({"nilai": "baik"}, "number_text", "nilai"),
        ({"nilai": "٨٠"}, "number_form", "nilai"),
        ({"nilai": "0x50"}, "number_form", "nilai"),
        ({"nilai": "1e309"}, "number_form", "nilai"),
        ({"nilai": "NaN"}, "number_text", "nilai"),
        ({"nilai": "Infinity"}, "number_text", "nilai"),
        ({"nilai": "#REF!"}, "number_excel_error", "nilai"),
        ({"nilai": "80.55"}, "number_locale", "nilai"),
        ({"nilai": "80%", "skala_min": "1", "skala_maks": "5"}, "percent_scale", "nilai"),
        ({"skala_min": "100", "skala_maks": "0"}, "scale_order", "skala_min"),
        ({"skala_min": "100"}, "scale_order", "skala_min"),
        ({"skala_min": ""}, "scale_missing", "skala_min"),
        ({"skala_maks": "seratus"}, "number_text", "skala_maks"),
        ({"nip": "1,98503E+17"}, "nip_exponent", "nip"),
        ({"nip": "198503152010011000"}, "nip_truncated", "nip"),
        ({"nip": "19850315201001100"}, "nip_length", "nip"),
        ({"nip": ""}, "nip_empty", "nip"),
        ({"nip": "198503152010131001"}, "nip_month", "nip"),
        ({"kelompok_jabatan": ""}, "required_empty", "kelompok_jabatan"),
        ({"perangkat_daerah": ""}, "required_empty", "perangkat_daerah"),
        ({"indikator": ""}, "required_empty", "indikator"),
        ({"sumber_penilai": ""}, "required_empty", "sumber_penilai"),
        ({"periode": ""}, "required_empty", "periode"),
        ({"periode": "kapan-kapan"}, "period_unknown", "periode"),
        ({"perangkat_daerah": "Dinаs A"}, "text_mixed_script", "perangkat_daerah"),
        ({"unit": "x" * 4001}, "cell_too_long", "unit"),
        ({"penilai": "1,96808E+17"}, "nip_exponent", "penilai"),
    ],
)
def test_a_faulty_cell_refuses_its_row_and_names_the_place(read, cells, code, column):
    good = [row(nilai="70,5", indikator=each) for each in ("KW", "DS", "AD", "KL", "BP", "TG", "KPM", "AK", "HA", "LO")]
    got, rows = read(file(*good, row(**cells), row(nip=OTHER)), BASE)
    assert [(p.code, p.row, p.column) for p in got.problems if p.blocking] == [(code, 12, column)]
    assert (got.rows_kept, got.rows_refused, len(rows)) == (11, 1, 11) and 12 not in set(rows["line"])
    assert NIP not in str(got.problems) and "Budi" not in str(got.problems)
    with got.refused.open(encoding="utf-8-sig") as out:
        table = list(csv.reader(out, delimiter=";"))
    assert table[0] == [*HEAD.split(";"), "alasan", "saran"] and len(table) == 2 and all(table[1][-2:])


def test_the_refused_file_once_mended_completes_the_batch(read):
    got, rows = read(file(row(), row(indikator="DS", nilai="800")), BASE)
    mended = got.refused.read_text("utf-8-sig").replace("800", "90")
    again, more = read(mended, BASE)
    assert len(rows) == 1 and not again.rows_refused and more[["indicator", "score"]].values.tolist() == [["DS", 90.0]]


def test_missing_values_are_left_out_never_zero(read):
    cells = ["-", ".", "", "n/a", "belum dinilai", "0"]
    indicators = ["KW", "DS", "AD", "KL", "BP", "TG"]
    got, rows = read(file(*(row(nilai=v, indikator=i) for v, i in zip(cells, indicators, strict=True))), BASE)
    assert rows["raw"].tolist() == [0.0] and (got.rows_left_out, got.rows_refused) == (5, 0)


def test_all_problems_at_once(read):
    got, _ = read(file(row(nip="1", nilai="200"), row(periode="x", kelompok_jabatan="")), BASE)
    assert {(p.code, p.row) for p in got.problems} == {
        ("nip_length", 2), ("score_range", 2), ("period_unknown", 3), ("required_empty", 3),
    }  # fmt: skip
    assert got.rows_refused == 2


def test_many_problems_are_counted_all_and_kept_some(read):
    got, _ = read(file(*(row(nip=NIP, nilai="200", penilai=f"r{n}") for n in range(1, 2000))), BASE)
    assert got.problem_counts == {"score_range": 1999} and len(got.problems) == 1000 and got.rows_refused == 1999


def test_agency_rows_and_person_rows_in_one_file(read):
    got, rows = read(
        file(row(), agency_row(indikator="U3", nilai="3,2", skala_min="1", skala_maks="4", responden="120")), BASE
    )
    assert not got.problems and rows["nip"].isna().tolist() == [False, True]
    assert rows.iloc[1]["respondents"] == 120 and rows.iloc[1]["score"] == pytest.approx(220 / 3)


def test_unnamed_raters_may_repeat_and_named_ones_may_not(read):
    same = [row(sumber_penilai="rekan")] * 2
    assert len(read(file(*same), BASE)[1]) == 2
    got, rows = read(file(*[row(sumber_penilai="rekan", penilai="r1")] * 2), BASE)
    assert len(rows) == 1 and got.problem_counts == {"row_repeated": 1} and got.rows_left_out == 1
    got, rows = read(file(row(penilai="r1"), row(penilai="r1", nilai="70"), row(penilai="r2")), BASE)
    assert rows["line"].tolist() == [4] and got.problem_counts == {"row_conflict": 2} and got.rows_refused == 2
    got, rows = read(file(row(sumber_penilai="diri"), row(sumber_penilai="diri", nilai="60")), BASE)
    assert rows.empty and got.problem_counts == {"row_conflict": 2}
    assert got.refused.read_text("utf-8-sig").count("\n") == 3


def test_an_agency_figure_stands_once(read):
    got, rows = read(file(agency_row(nilai="80"), agency_row(nilai="81"), agency_row(perangkat_daerah="Dinas B")), BASE)
    assert rows["agency"].tolist() == ["B"] and got.problem_counts == {"row_conflict": 2}


def test_unknown_names_are_asked_with_the_nearest_and_never_made(read):
    got, rows = read(file(row(perangkat_daerah="Dinas Kesehatn", indikator="Komunikasii")), {"region": "3403"})
    asked = {q.code: q for q in got.questions}
    assert rows.empty and got.rows_waiting == 1 and not got.additions
    assert asked["ask_indicator"].choices[0] == "KOM" and asked["ask_indicator"].suggested == "KOM"
    assert asked["ask_agency"].blocking and asked["ask_agency"].detail["ask"] == "values.agency"


def test_answers_open_the_way(read, known):
    text = file(row(perangkat_daerah="Dinas Baru"), row(perangkat_daerah="Semua OPD"), row(perangkat_daerah="Dinas A"))
    first, _ = read(text, {"region": "3403"})
    assert {q.subject for q in first.questions} == {"Dinas Baru", "Semua OPD", "Dinas A"}
    answers = {"Dinas Baru": {"add": {"code": "BARU", "name": "Dinas Baru", "sector": "KES"}},
               "Semua OPD": {"leave_out": True},
               "Dinas A": {"add": {"code": "A", "name": "Dinas A", "sector": "KES"}}}  # fmt: skip
    got, rows = read(text, first.mapping | {"values": {"agency": answers}})
    assert rows["agency"].tolist() == ["BARU", "A"] and got.rows_left_out == 1
    assert got.additions["agencies"]["code"].tolist() == ["BARU", "A"]


def test_a_mapping_that_points_nowhere_refuses_the_rows(read):
    got, rows = read(file(row()), {"region": "3403", "values": {"agency": {"Dinas A": {"code": "TIDAKADA"}}}})
    assert rows.empty and got.problem_counts == {"mapping_code": 1}


def test_wide_persons_with_known_indicators(read):
    text = (
        "No;NIP;Nama;Perangkat Daerah;Jabatan;Komunikasi;Disiplin;Kualitas Kerja;Rata-rata\n"
        f"1;'{NIP};Budi;Dinas A;Kepala Seksi;80,5;90;-;85\n"
        f"2;{OTHER[:8]} {OTHER[8:14]} {OTHER[14]} {OTHER[15:]};Sari;Dinas B;Perawat;70;75;60,25;68\n"
        "JUMLAH;;;;;150,5;165;60,25;\n"
    )
    got, rows = read(text, BASE | {"period": "2025-S1", "source": "superior"})
    assert not [q for q in got.questions if q.blocking] and not got.rows_refused
    assert rows[["nip", "position", "indicator", "score"]].values.tolist() == [
        [NIP, "PENGAWAS", "KOM", 80.5], [NIP, "PENGAWAS", "DS", 90], [OTHER, "JF_LAYANAN", "KOM", 70],
        [OTHER, "JF_LAYANAN", "DS", 75], [OTHER, "JF_LAYANAN", "KW", 60.25],
    ]  # fmt: skip
    assert got.detected["layout"] == "wide" and got.mapping["columns"]["No"] == "ignore"


def test_two_source_columns(read):
    head = "periode,nip,nama,opd,kelompok_jabatan,indikator,Nilai Diri,Nilai Atasan"
    text = f"{head}\n2025,{NIP},Budi,Dinas A,JPT,KOM,90,80\n"
    got, rows = read(text, BASE)
    assert not got.questions and got.detected["layout"] == "sources"
    assert dict(zip(rows["source"], rows["score"], strict=True)) == {"self": 90, "superior": 80}


def test_period_in_the_heading(read):
    text = "opd,KOM_2023,KOM_2024,Disiplin TW I 2024\nDinas A,80,81,90\n"
    got, rows = read(text, BASE | {"source": "citizen"})
    assert rows[["period", "indicator", "score"]].values.tolist() == [
        ["2023", "KOM", 80], ["2024", "KOM", 81], ["2024-Q1", "DS", 90],
    ]  # fmt: skip
    assert not got.questions


@pytest.mark.parametrize(
    ("values", "scale"),
    [(["3", "4", "2"], None), (["85", "90", "70"], [0, 100]), (["110", "90", "70"], None),
     (["0,5", "0,75", "0,8"] * 4, None), (["85%", "90%", "7%"], [0, 100])],
)  # fmt: skip
def test_a_scale_is_taken_only_where_the_values_leave_no_other(read, values, scale):
    text = "periode;opd;unit;indikator;nilai;sumber\n" + "".join(
        f"2025;Dinas A;u{at};KOM;{value};masyarakat\n" for at, value in enumerate(values)
    )
    got, rows = read(text, BASE)
    if scale is None:
        assert [q.code for q in got.questions] == ["ask_scale"] and rows.empty
    else:
        assert not got.questions and rows[["scale_min", "scale_max"]].drop_duplicates().values.tolist() == [scale]


def test_a_rule_set_brings_its_scale(read):
    _, rows = read(file(row(aturan="PP 30/2019", nilai="110", skala_min="", skala_maks="")), BASE)
    assert rows[["rule_set", "scale_max"]].values.tolist() == [["PP30_2019", 120]]
    assert rows["score"][0] == pytest.approx(110 / 1.2)


def test_words_with_values(read):
    mapping = BASE | {
        "scale": [1, 4],
        "values": {"agency": AGENCIES, "score": {"baik": 3, "sangat baik": 4, "tidak tahu": None}},
    }
    text = file(*(row(nilai=v, indikator=i, skala_min="", skala_maks="")
                  for v, i in (("Baik", "KOM"), ("SANGAT BAIK", "DS"), ("tidak tahu", "KW"))))  # fmt: skip
    got, rows = read(text, mapping)
    assert rows["raw"].tolist() == [3, 4] and got.rows_left_out == 1 and not got.questions


def test_constants_of_the_mapping_answer_what_the_file_does_not_say(read):
    said = {"period": "2025", "agency": "Dinas A", "source": "superior", "position": "JPT", "indicator": "KOM"}
    _, rows = read(f"nip;nilai\n{NIP};80\n", BASE | said)
    assert rows[["agency", "position", "indicator", "period", "source"]].values.tolist() == [
        ["A", "JPT", "KOM", "2025", "superior"]
    ]
    asked, none = read(f"nip;nilai\n{NIP};80\n", None)
    assert none.empty and {q.code for q in asked.questions if q.blocking} == {
        "ask_region", "ask_period", "ask_source", "ask_position", "ask_missing_column",
    }  # fmt: skip


def test_personal_columns_are_dropped_and_said(read):
    text = f"nik;agama;gaji;alamat;{HEAD}\n3403011503850001;x;5000000;Jalan 1;{row()}\n"
    got, rows = read(text, BASE)
    assert got.problem_counts["column_forbidden"] == 4 and len(rows) == 1
    assert "3403011503850001" not in rows.to_csv() + str(got.problems) + got.preview.to_csv()


def test_rows_to_leave_out_are_kept_in_the_mapping(read):
    text = file(agency_row(), agency_row(perangkat_daerah="Patokan Nasional"))
    got, rows = read(text, BASE | {"leave_out": {"column": "perangkat_daerah", "values": ["Patokan nasional"]},
                                   "values": {"agency": AGENCIES | {"Patokan Nasional": None}}})  # fmt: skip
    assert len(rows) == 1 and got.rows_left_out == 1 and got.mapping["leave_out"]["values"] == ["Patokan nasional"]


def test_year_and_semester_columns_make_one_period(read):
    text = "tahun,semester,opd,indikator,nilai,sumber\n2025,1,Dinas A,KOM,80,skm\n2025,II,Dinas A,KOM,81,skm\n"
    _, rows = read(text, BASE)
    assert rows["period"].tolist() == ["2025-S1", "2025-S2"]


def test_a_piece_of_a_year_asks_for_the_year(read):
    text = file(row(periode="TW I"))
    got, rows = read(text, BASE)
    assert [q.code for q in got.questions] == ["ask_year"] and rows.empty
    assert read(text, BASE | {"year": 2024})[1]["period"].tolist() == ["2024-Q1"]


def test_a_mapping_is_remembered_by_header_and_applied(read, known):
    text = "Nama Dinas;Kom;Dsp\nDinas A;80;90\n"
    columns = {"Nama Dinas": "agency", "Kom": {"indicator": "KOM"}, "Dsp": {"indicator": "DS"}}
    mapping = BASE | {"period": "2024", "source": "citizen", "columns": columns}
    got, _ = read(text, mapping)
    later = replace(known, mappings={got.mapping["signature"]: got.mapping})
    again, rows = read("NAMA DINAS;kom;dsp\nDinas B;70;60\n", {"period": "2025"}, base=later)
    assert not again.questions and again.detected["remembered"] and rows["score"].tolist() == [70, 60]
    asked, _ = read("NAMA DINAS;kom;dsp\nDinas B;70;60\n", {}, base=later)
    assert [q.code for q in asked.questions] == ["ask_period"]


def test_the_same_file_gives_the_same_mapping_and_codes(read, known):
    text = "opd;Kerapian Meja;B01. Senang bekerja\nBadan Baru Sekali;80;90\nBadan Baru Sama;70;60\n"
    given = {"region": "3403", "period": "2025", "source": "citizen"}
    first, _ = read(text, given)
    mappings = [upload.add_unknown(first, "ADMIN", known) for _ in range(2)]
    assert mappings[0] == mappings[1]
    codes = [each["add"]["code"] for kind in ("agency", "indicator") for each in mappings[0]["values"][kind].values()]
    assert codes == ["BBS", "BBS2", "B01", "KERAPIANMEJA"]


def test_every_template_heading_is_a_field():
    assert list(TEMPLATE) == ["daerah", *HEAD.split(";"), "jumlah_penilai"]


def test_what_the_mapping_says_for_all_rows_fills_empty_cells(read):
    told = BASE | {"agency": "Dinas B", "unit": "Seksi 2", "period": "2024"}
    got, rows = read(file(row(), row(nip=OTHER, perangkat_daerah="", periode="")), told)
    assert not got.questions and not got.problems
    assert rows[["agency", "unit", "period"]].values.tolist() == [["A", "Seksi 2", "2025"], ["B", "Seksi 2", "2024"]]


def test_a_period_told_that_is_none_is_said_and_stops_the_file(read):
    got, rows = read(file(row()), BASE | {"period": "entah"})
    assert rows.empty and got.problem_counts == {"period_unknown": 1}


def test_an_agency_below_an_empty_region_is_one_of_the_region_told(read):
    text = f"daerah;{HEAD}\n3403;{row()}\n;{row(nip=OTHER, perangkat_daerah='Dinas B')}\n"
    got, rows = read(text, BASE)
    assert not got.questions and got.rows_waiting == 0
    assert rows[["region", "agency"]].values.tolist() == [["3403", "A"], ["3403", "B"]]


def test_two_numbers_of_respondents_of_one_figure_contradict_each_other(read):
    got, rows = read(file(agency_row(responden="120"), agency_row(responden="90")), BASE)
    assert rows.empty and got.problem_counts["row_conflict"] == 2
