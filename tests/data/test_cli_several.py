"""Several files and ZIPs on the command line: one go, one report, and one bad file does not hold the rest."""

import json
import zipfile

import pytest

AT = ("--region", "UK", "--add-unknown", "KES", "--json")


@pytest.fixture
def offices(tmp_path):
    """offices(3) -> the files of so many offices of one period, each with its own agency and people."""

    def of(count, period="2025-S1"):
        return [office(tmp_path / f"kantor-{n}.csv", n, period) for n in range(count)]

    return of


def office(path, number, period="2025-S1", people=12, bad=0):
    """The file of one office; of `bad` of them Excel has ruined the NIP."""
    lines = ["periode;nip;perangkat_daerah;kelompok_jabatan;indikator;nilai;skala_min;skala_maks;sumber_penilai"]
    for n in range(people):
        nip = "1,98503E+17" if n < bad else f"1980{number + 1:02}012005011{n + 1:03}"
        lines.append(f"{period};{nip};Dinas Ke-{number};PEL_ADM;KOM;80,5;0;100;atasan")
    path.write_text("\n".join(lines), "utf-8")
    return path


def told(done):
    return done.returncode, json.loads(done.stdout)


def test_several_files_are_one_report_one_go_and_one_release(cermin, offices):
    code, report = told(cermin("import", *offices(3), *AT, "--confirm", "--publish"))
    assert code == 0
    assert [(one["file"], one["rows_kept"], one["batch"], one["held"]) for one in report["files"]] == [
        ("kantor-0.csv", 12, 2, []), ("kantor-1.csv", 12, 4, []), ("kantor-2.csv", 12, 6, []),
    ]  # fmt: skip
    assert [(one["region"], one["period"], one["version"]) for one in report["published"]] == [("UK", "2025-S1", 1)]
    code, undone = told(cermin("undo", 4, "--group", "--reason", "salah kirim", "--json"))
    assert (code, undone) == (0, {"undone": [1, 2, 3, 4, 5, 6]})


def test_a_bad_file_is_named_and_does_not_hold_the_others(cermin, offices, tmp_path):
    first, second, third = offices(3)
    third.write_bytes(b"")
    twin = tmp_path / "salinan.csv"
    twin.write_bytes(first.read_bytes())
    code, report = told(cermin("import", first, second, third, twin, *AT, "--confirm"))
    assert code == 1
    assert [[problem["code"] for problem in one["held"]] for one in report["files"]] == [
        [], [], ["nothing_kept"], ["file_twice"],
    ]  # fmt: skip
    assert [one["batch"] is not None for one in report["files"]] == [True, True, False, False]


def test_a_file_twice_is_no_failure(cermin, offices, tmp_path):
    (first,) = offices(1)
    twin = tmp_path / "salinan.csv"
    twin.write_bytes(first.read_bytes())
    assert told(cermin("import", first, twin, *AT, "--confirm"))[0] == 0


@pytest.mark.parametrize("several", [False, True])
def test_a_file_most_of_which_is_refused_wants_a_second_yes(cermin, tmp_path, several):
    files = [office(tmp_path / "rusak.csv", 1, bad=7)] + [office(tmp_path / "baik.csv", 2)] * several
    code, report = told(cermin("import", *files, *AT, "--source", "superior", "--confirm"))
    mine = report["files"][0] if several else report
    assert (code, mine["batch"], mine["rows_refused"], mine["counts"]) == (1, None, 7, {"nip_exponent": 7})
    assert [each["code"] for each in mine["held" if several else "problems"]][-1] == "mostly_refused"
    code, report = told(cermin("import", files[0], *AT, "--confirm", "--accept-partial"))
    assert (code, report["rows_kept"]) == (0, 5) and report["batch"] is not None


def test_half_of_a_file_refused_is_saved_as_before(cermin, tmp_path):
    code, report = told(cermin("import", office(tmp_path / "rusak.csv", 1, bad=6), *AT, "--confirm"))
    assert (code, report["rows_kept"], report["rows_refused"]) == (0, 6, 6)


def test_a_zip_is_the_files_it_holds(cermin, offices, tmp_path):
    packed = tmp_path / "semua.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in offices(2):
            archive.write(path, f"2025/{path.name}")
        archive.writestr("surat.pdf", b"%PDF-1.4 surat pengantar")
    code, report = told(cermin("import", packed, office(tmp_path / "lain.csv", 7), *AT, "--confirm"))
    assert code == 0
    assert [one["file"] for one in report["files"]] == ["kantor-0.csv", "kantor-1.csv", "lain.csv"]
    assert [(each["code"], each["found"]) for each in report["problems"]] == [("zip_passed_over", "surat.pdf")]


def test_what_is_said_of_several_is_said_in_lines_too(cermin, offices, tmp_path):
    first, second = offices(2)
    second.write_bytes(b"")
    done = cermin("import", first, second, "--region", "UK", "--add-unknown", "KES")
    assert done.returncode == 1
    assert "kantor-0.csv" in done.stderr and "Tidak ada yang dapat disimpan dari “kantor-1.csv”." in done.stderr


@pytest.mark.parametrize("count", [1, 3])
def test_a_sector_nobody_knows_is_said_once_and_before_anything_is_read(cermin, offices, count):
    code, report = told(cermin("import", *offices(count), "--region", "UK", "--add-unknown", "SEHAT", "--json"))
    assert code == 2 and list(report) == ["problems"]
    (problem,) = report["problems"]
    assert (problem["code"], problem["found"]) == ("sector_unknown", "SEHAT") and "KES" in problem["expected"]
