"""A value that nobody gave is refused at upload, with that as its reason."""

import pytest


@pytest.mark.parametrize(
    ("name", "wrong", "kept"),
    [
        ("16-zero-respondents/zero.csv",
         {(2, "respondents_none"), (3, "respondents_form"), (4, "number_locale"), (5, "respondents_none"),
          (5, "score_range")}, [("U3", 3.0)]),
        ("16-zero-respondents/zero2.csv",
         {(2, "respondents_none"), (4, "respondents_none")}, [("U2", 3.1), ("U3", 3.5)]),
    ],
)  # fmt: skip
def test_no_respondents_no_value(case, name, wrong, kept):
    upload, rows = case(name, {"locale": "point"})
    assert {(problem.row, problem.code) for problem in upload.problems if problem.blocking} == wrong
    assert list(zip(rows["indicator"], rows["raw"], strict=True)) == kept


def test_a_persons_rating_has_no_respondents_to_count(read):
    text = (
        "nip;perangkat_daerah;kelompok_jabatan;indikator;nilai;skala_min;skala_maks;responden\n"
        "198503152010011001;Dinas Kesehatan;PEL_ADM;KOM;80;0;100;0\n"
    )
    new = {"add": {"code": "KES", "name": "Dinas Kesehatan", "sector": "KES"}}
    got, rows = read(text, {"region": "3403", "period": "2025-S1", "source": "superior",
                            "values": {"agency": {"Dinas Kesehatan": new}}})  # fmt: skip
    assert got.rows_refused == 0 and rows["score"].tolist() == [80]
