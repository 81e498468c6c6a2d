"""Tables of web pages: what each cell says, where it stands, and pages that would harm or hold no table."""

import datetime
import time

import pytest

from data.reading.cells.formula import Fault
from data.reading.form.markup.cells import error_in, value
from tests.data.reading.opened import codes, opened, refused, rows, written

HEAD = "<tr><th>OPD</th><th>Komunikasi</th><th>Disiplin</th></tr>"


def table(*body, head=HEAD):
    return f"<table>{head}{''.join(body)}</table>"


def read(folder, page, **options):
    return opened(written(folder, page, "rekap.xls"), **options)


def cells(folder, page, **options):
    return rows(read(folder, page, **options))


@pytest.mark.parametrize(
    ("text", "attributes", "meant"),
    [
        ("82,5", {}, "82,5"),
        ("", {"x:num": ""}, ""),
        ("80", {"x:num": ""}, "80"),
        ("80", {"x:num": "80"}, "80"),
        ("82,50", {"x:num": "82.5"}, 82.5),
        ("83", {"x:num": "82.549999999999997"}, 82.549999999999997),
        ("1.250", {"x:num": "1250"}, 1250),
        ("1.250", {"x:num": "1.25"}, 1.25),
        ("1.250.000,5", {"sdval": "1250000.5"}, 1250000.5),
        ("-3,5", {"x:num": "-3.5"}, -3.5),
        ("1,98503E+17", {"x:num": "1.98503152010011E+17"}, 1.98503152010011e17),
        ("198503152010011001", {"x:num": "198503152010011001"}, "198503152010011001"),
        ("72.25", {"data-t": "n", "data-v": "72.25"}, "72.25"),
        ("72.3", {"data-t": "n", "data-v": "72.25"}, 72.25),
        ("72.3", {"data-t": "s", "data-v": "72.25"}, "72.3"),
        ("85%", {"x:num": "0.85"}, "85%"),
        ("85%", {"x:num": "0.8549"}, "85.49%"),
        ("85,5%", {"x:num": "0.85514"}, "85,514%"),
        ("85%", {"x:num": "85"}, "85%"),
        ("85%", {"x:num": "0.58"}, "85% ≠ 0.58"),
        ("825", {"x:num": "82.5"}, "825 ≠ 82.5"),
        ("", {"x:num": "82.5"}, "- ≠ 82.5"),
        ("31/03/2025", {"x:num": "45747"}, datetime.date(2025, 3, 31)),
        ("3/31/25", {"data-v": "45747.00013888889"}, datetime.date(2025, 3, 31)),
        ("31 Maret 2025", {"sdval": "45747"}, datetime.date(2025, 3, 31)),
        ("31/03/2025 17:00", {"x:num": "45747.708333333336"}, datetime.datetime(2025, 3, 31, 17)),
        ("Maret 2025", {"x:num": "45747"}, "Maret 2025"),
        ("30/03/2025", {"x:num": "45747"}, "30/03/2025"),
        ("80 poin", {"x:num": "80"}, "80 poin"),
        ("Semester 1", {"x:num": "1"}, "Semester 1"),
        ("80", {"x:num": "abc"}, "80"),
        ("", {"x:fmla": "=A1+B1"}, "=A1+B1"),
    ],
)
def test_a_cell_is_what_it_shows_or_its_number_where_that_is_the_same(text, attributes, meant):
    assert value(text, attributes) == meant
    assert type(value(text, attributes)) is (float if isinstance(meant, int | float) else type(meant))


@pytest.mark.parametrize(
    ("text", "attributes", "error"),
    [("#DIV/0!", {}, True), ("#N/A", {}, True), ("#NAME?", {}, True), ("#SPILL!", {}, True), ("########", {}, True),
     ("x", {"x:err": ""}, True), ("x", {"data-t": "e"}, True), ("#1", {}, False), ("80", {}, False)],
)  # fmt: skip
def test_errors_of_the_program_that_wrote_it(text, attributes, error):
    assert error_in(text, attributes) is error


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("<td>82,5</td>", "82,5"),
        ("<td> 82,5\n</td>", "82,5"),
        ("<td>82,5&nbsp;</td>", "82,5"),
        ("<td>&#56;&#x32;,5</td>", "82,5"),
        ("<TD ALIGN=right><FONT SIZE=2>82,5</FONT>", "82,5"),
        ("<td><b>8</b><i>2</i>,5</td>", "82,5"),
        ("<td><div>82,5</div></td>", "82,5"),
        ("<td><!-- 90 -->82,5</td>", "82,5"),
        ("<td><script>document.write('90')</script>82,5</td>", "82,5"),
        ("<td>82,5<style>td{color:red}</style></td>", "82,5"),
        ("<td><span style='display: none'>00082</span>82,5</td>", "82,5"),
        ("<td><span hidden><span>9</span>1</span>82,5</td>", "82,5"),
        ("<td>82,5<button>Ubah</td>", "82,5"),
        ("<td><input value='82,5'></td>", "82,5"),
        ("<td><input type=hidden value=9><table><tr><td>82,5</td></tr></table></td>", "82,5"),
        ("<td>82<br>5</td>", "82 5"),
        ("<td>80<sup>1</sup></td>", "80 1"),
        ("<td><div>80</div><div>81</div></td>", "80 81"),
        ("<td><select><option>80</option><option>81</option></select></td>", "80 81"),
        ("<td>&lt;60</td>", "<60"),
        ("<td>R&amp;D</td>", "R&D"),
        ("<td>&tidakada;</td>", "&tidakada;"),
        ("<![if supportMisalignedColumns]><td>82,5</td><![endif]>", "82,5"),
        ("<td>82</th>,5</td>", "82,5"),
        ("<td></td>", ""),
    ],
)
def test_text_of_a_cell(tmp_path, cell, meant):
    page = table(f"<tr><td>Dinas A</td>{cell}<td>81</tr><tr><td>Dinas B<td>70<td>71</tr>")
    assert cells(tmp_path, page) == [["Dinas A", meant, "81"], ["Dinas B", "70", "71"]]


A, B = ["Dinas A", "80", "81"], ["Dinas B", "70", "71"]


@pytest.mark.parametrize(
    ("page", "header", "meant"),
    [
        ("<table><thead><tr><td>OPD<td>Komunikasi<td>Disiplin<tbody><tr><td>Dinas A<td>80<td>81</table>", None, [A]),
        (table("<tr><tr><td>Dinas A<td>80<td>81<tr><td>Dinas B<td>70<td>71"), None, [A, B]),
        (table("<td>Dinas A<td>80<td>81</tr><td>Dinas B<td>70<td>71</tr>"), None, [A, B]),
        (
            table(
                "<tr><td>Dinas A<td>80<td>81",
                head="<tr><th rowspan=2>OPD<th colspan=2>Nilai</tr><tr><th>Komunikasi<th>Disiplin</tr>",
            ),
            ["OPD", "Nilai / Komunikasi", "Nilai / Disiplin"],
            [A],
        ),
        (
            table("<tr><td rowspan=2>Dinas A<td>80<td>81<tr><td>82<td>83<tr><td>Dinas B<td>70<td>71"),
            None,
            [A, ["Dinas A", "82", "83"], B],
        ),
        (  # reaches no further than its group of rows
            table("<tbody><tr><td rowspan=9>Dinas A<td>80<td>81</tbody><tbody><tr><td>Dinas B<td>70<td>71</tbody>"),
            None,
            [A, B],
        ),
        (table("<tr><td>Dinas A<td>80<td>81", "<tr><td colspan=999999999>Catatan"), None, [A]),
        (
            "<table><tr><td>Menu<td><table>" + HEAD + "<tr><td>Dinas A<td>80<td>81</table></table>",
            None,
            [A],
        ),
        ("<p>x<p>" * 500 + table("<tr><td>Dinas A<td>80<td>81"), None, [A]),
        ("<table><tr><td>Menu<td>Isi</table>" + table("<tr><td>Dinas A<td>80<td>81"), None, [A]),
    ],
)
def test_where_cells_stand(tmp_path, page, header, meant):
    found = read(tmp_path, page)
    assert found.header == (header or ["OPD", "Komunikasi", "Disiplin"])
    assert rows(found) == meant


@pytest.mark.parametrize(
    "above",
    [
        "<h3>REKAP NILAI</h3>\nSemester I 2025<br>",
        "<table><tr><td colspan=3>REKAP NILAI</td></tr><tr><td colspan=3>Semester I 2025</td></tr></table>",
        "<center>REKAP NILAI</center><table><tr><td>Semester I 2025</table>",
    ],
)
def test_what_stands_above_a_table_is_its_title(tmp_path, above):
    found = read(tmp_path, above + table("<tr><td>Dinas A<td>80<td>81"))
    assert [text for _, text in found.detected["title_rows"]] == ["REKAP NILAI", "Semester I 2025"]


def test_caption_and_sheet_name(tmp_path):
    note = "<!--[if gte mso 9]><xml><x:ExcelWorkbook><x:Name>Rekap</x:Name></x:ExcelWorkbook></xml><![endif]-->"
    found = read(
        tmp_path, note + table("<caption>Semester I 2025</caption>", HEAD, "<tr><td>Dinas A<td>80<td>81", head="")
    )
    assert found.detected["sheet"] == "Rekap"
    assert found.detected["title_rows"] == [[1, "Semester I 2025"]]


def test_two_tables_that_would_do_are_asked_and_either_can_be_chosen(tmp_path):
    page = table("<tr><td>Dinas A<td>80<td>81") + "<p>Lama</p>" + table("<tr><td>Dinas B<td>70<td>71")
    words = {"header_words": frozenset({"OPD", "Komunikasi", "Disiplin"})}
    found = read(tmp_path, page, **words)
    assert [(question.code, question.choices) for question in found.questions] == [("sheet", ("HTML 1", "HTML 2"))]
    assert cells(tmp_path, page, sheet="HTML 2", **words) == [B]
    assert not read(tmp_path, page, sheet="HTML 2", **words).questions


def test_the_table_with_known_headings_is_chosen(tmp_path):
    page = "<table><tr><td>Menu<td>Isi<tr><td>1<td>2</table>" + table("<tr><td>Dinas A<td>80<td>81")
    assert cells(tmp_path, page, header_words=frozenset({"OPD", "Komunikasi", "Disiplin"})) == [A]


@pytest.mark.parametrize(
    ("page", "note", "count"),
    [
        (table("<tr style='display:none'><td>Dinas A<td>80<td>81"), "html_rows_hidden", "1"),
        (
            table("<tr hidden><td>Dinas A<td>80<td>81<tr height=0 style='display:none'><td><td>"),
            "html_rows_hidden",
            "1",
        ),
        (table("<tr><td>Dinas A<td style='display:none'>80<td>81"), "html_cells_hidden", "1"),
        (table("<tr><td>Dinas A<td><i hidden>9</i>80<td>81"), "html_cells_hidden", "1"),
        ("<table>" + HEAD + "<tr><td>Dinas A</td><td>80</td><td>81</td>", "html_unclosed", None),
        (table("<tr><td>Dinas A<td>80<td>81") + "<div>Menampilkan 1 sampai 1 dari 57 entri</div>", "html_part", "1-1"),
        (table("<tr><td>Dinas A<td>80<td>81") + "<p>Showing 11 to 20 of 20 entries", "html_part", "11-20"),
    ],
)
def test_what_a_page_keeps_back_is_said(tmp_path, page, note, count):
    found = read(tmp_path, page)
    assert rows(found) == [A]
    assert [(each.code, each.found) for each in found.notes if each.code != "file_name_differs"] == [(note, count)]


def test_a_page_that_shows_all_of_its_list_says_nothing(tmp_path):
    page = table("<tr><td>Dinas A<td>80<td>81") + "<div>Showing 1 to 1 of 1 entries</div>"
    assert [note.code for note in read(tmp_path, page).notes] == ["file_name_differs"]


def test_error_cells_keep_their_names(tmp_path):
    found = read(tmp_path, table("<tr><td>Dinas A<td>#DIV/0!<td x:err='#N/A'>#N/A<tr><td>Dinas B<td>70<td>71"))
    assert rows(found)[0] == ["Dinas A", Fault("error", "#DIV/0!", "B2"), Fault("error", "#N/A", "C2")]


BODY = "<tr><td>Dinas Énergi<td>80<td>81"


@pytest.mark.parametrize(
    ("content", "options"),
    [
        (table(BODY).encode(), {}),
        (b"\xef\xbb\xbf" + table(BODY).encode(), {}),
        (table(BODY).encode("utf-16"), {}),
        (b"<meta charset=iso-8859-1>" + table(BODY).encode(), {}),  # what it says is not so
        (b"<meta charset=iso-8859-1>" + table(BODY).encode("cp1252"), {}),
        (
            b'<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=windows-1252">'
            + table(BODY).encode("cp1252"),
            {},
        ),
        (table(BODY).encode("cp1252"), {"encoding": "cp1252"}),
        (table(BODY).encode("ascii", "xmlcharrefreplace"), {}),
    ],
)
def test_letters_beyond_ascii(tmp_path, content, options):
    assert cells(tmp_path, content, **options) == [["Dinas Énergi", "80", "81"]]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (table(BODY).encode("cp1252"), ["encoding_cp1252"]),
        (b"<meta charset=shift_jis>" + table(BODY).encode("cp1252"), ["html_charset"]),
        (b"<html><body><p>Tidak ada data</p></body></html>", ["html_no_table"]),
        (b"<html><form><input name=u><input type=PASSWORD name=p></form></html>", ["html_login"]),
        (b"<html><frameset><frame src='rekap_files/sheet001.htm'></frameset></html>", ["html_frames"]),
        (b"<table><tr><td></td></tr></table>", ["html_no_table"]),
        (table("<tr><td>Dinas A</td><td>80</td><td>8").encode()[: -len("</table>")], ["html_cut"]),
        (table("<tr><td>Dinas A</td><td>80</td><td").encode()[: -len("</table>")], ["html_cut"]),
        (
            b'<!DOCTYPE html [<!ENTITY n "80">]><html>' + table("<tr><td>Dinas A<td>&n;<td>81").encode(),
            ["html_entities"],
        ),
        (
            b"<html><!ENTITY n SYSTEM 'file:///etc/passwd'>" + table("<tr><td>Dinas A<td>&n;<td>8").encode(),
            ["html_entities"],
        ),
        (table(HEAD.replace("<th>", "<th>x" * 300)).encode(), ["workbook_too_many_columns"]),
    ],
)
def test_pages_that_are_refused(tmp_path, content, found):
    assert codes(refused(written(tmp_path, content, "rekap.html"))) == found


@pytest.mark.parametrize(
    "content",
    [
        "<table>" + "<tr><td>" + "<table><tr><td>" * 60 + "x",
        "<table><tr><td>x</table>" * 300,
        "<table><tr>" + "<td colspan=1000>x" * 30,
        "<table>" + "<tr><td rowspan=2>x" * 25_000,
        "<table><tr><td>" + "<!--" * 300_000,
        "<table><tr><td>" + "<![" * 300_000,
        "<table><tr><td>" + "<a " * 300_000,
        "<table><tr><td>" + "&" * 300_000,
        "<!--" + "<!-- x" * 10_000 + "<table><tr><td>1",
        "<table " * 10_000,
    ],
    ids=range(10),
)
def test_a_page_made_to_harm_ends_its_own_process_at_most(tmp_path, content):
    path = written(tmp_path, content, "rekap.xls")
    began = time.process_time()
    assert codes(refused(path))
    assert time.process_time() - began < 3  # of this process's own time


def test_all_on_one_line_of_five_megabytes(tmp_path):
    row = f"<tr><td style='{'color:red;' * 100}'>Dinas A</td><td>80</td><td>81</td></tr>"
    found = read(tmp_path, table(row * 5_000))
    assert sum(len(chunk.lines) for chunk in found.chunks()) == 5_000
