"""People without a NIP on the upload page: which column is their number, and whether two of one name are two."""

import pytest

from pages.ui.page import cached
from tests.pages.upload.planner import answered, give, press, said, settle, states, submission
from tests.worlds.actors import SYSTEM

HEADINGS = (
    "periode;no_kontrak;nip;nama;perangkat_daerah;kelompok_jabatan;indikator;nilai;skala_min;skala_maks;sumber_penilai"
)
AGENCY = "Dinas Kesehatan"


@pytest.fixture
def page(page):
    """The upload page of an empty store as a test session."""
    return page()


def rows(numbers=0, staff=0, first="A"):
    """Ratings of people with a NIP and of people with a contract number, all of one agency; names from `first` on."""
    lines, letters = [HEADINGS], iter("ABCDEFGHIJKLMNOPQRSTUVWXYZ"[ord(first) - 65 :])
    for n in range(staff):
        lines.append(
            f"2025-S1;;19800101200501{1:1}{n + 1:03};Orang {next(letters)};{AGENCY};PEL_ADM;KOM;80;0;100;atasan"
        )
    for n in range(numbers):
        lines.append(f"2025-S1;K-{n + 1:03};;Orang {next(letters)};{AGENCY};PEL_ADM;KOM;70;0;100;atasan")
    return "\n".join(lines).encode()


def other_number(session, register):
    """Say that the column of contract numbers holds other staff numbers, and read the file again."""
    session.selectbox(key="correct_column").set_value("no_kontrak")
    session.selectbox(key="correct_meaning").set_value("other_id")
    session.text_input(key="correct_register").set_value(register)
    (again,) = [each for each in session.button if each.label == "Baca ulang berkas"]
    again.click().run()
    return settle(session)


def employees():
    (row,) = cached.store().query(SYSTEM, "agency_intake", region="3403", period="2025-S1").to_dict("records")
    return row["n_rows"]


def test_a_column_of_contract_numbers_is_taken_once_its_register_is_said(page):
    give(page, ("kontrak.csv", rows(numbers=6, staff=6)))
    answered(page)
    assert submission(page).found.upload.rows_kept == 6, "nobody guesses that contract numbers tell people apart"
    assert "Tenaga tanpa NIP" in said(page), said(page)
    for register in ("", "nomor kontrak"):
        other_number(page, register)
        assert "Tulis daftar asal nomor itu" in said(page)
    other_number(page, "kontrak")
    upload = submission(page).found.upload
    assert (upload.rows_kept, upload.rows_refused) == (12, 0)
    assert upload.mapping["columns"]["no_kontrak"] == {"field": "other_id", "register": "kontrak"}
    press(page, "upload_save")
    assert employees() == 12


def test_people_of_one_name_of_whom_one_is_stored_are_two_when_the_planner_says_so(page):
    give(page, ("pns.csv", rows(staff=6)))
    answered(page)
    press(page, "upload_save")
    press(page, "upload_another")
    give(page, ("kontrak.csv", rows(numbers=6, first="F")))
    other_number(page, "kontrak")
    assert not submission(page).found.savable and "1 orang sudah tersimpan" in said(page)
    press(page, "upload_two")
    assert submission(page).found.savable and submission(page).found.comparison.new == 6
    press(page, "upload_save")
    assert employees() == 12
    press(page, "upload_another")

    give(page, ("kontrak-lagi.csv", rows(numbers=7, first="F")), ("lain.csv", rows(staff=1, first="Z")))
    assert states(page)[0] == ["person_twice"]
    press(page, "upload_two")
    assert states(page)[0] == []
