"""Cells of XLSX, ODS and XLS as the readers of the child process write them."""

import io
import json
import zipfile

import pytest
import xlsxwriter

from data.reading.form.book.parsing import ods, xlsx
from data.reading.form.book.parsing.cells import percent, place
from data.reading.form.book.parsing.number_formats import Form, shown
from data.reading.form.book.parsing.sheet_file import Unreadable


@pytest.mark.parametrize(
    ("code", "value", "kind"),
    [
        ("0%", 0.85, "percent"),
        ("0.00%", 0.85, "percent"),
        ("[Red]0%", 0.85, "percent"),
        ("0.0% ;(0.0%)", -0.85, "percent"),
        ('0"%"', 85, "plain"),
        ("0\\%", 85, "plain"),
        ("0_%", 85, "plain"),
        ("#,##0.00", 85, "plain"),
        ("General", 85, "plain"),
        ('"Rp"#,##0', 85, "plain"),
        ("[<=1]0%;0", 0.85, "percent"),
        ("[<=1]0%;0", 85, "plain"),
        ("0;0%", -0.5, "percent"),
        ("dd/mm/yyyy", 45838, "day"),
        ("[$-421]dd mmmm yyyy;@", 45838, "day"),
        ('0 "hari"', 5, "plain"),
        ("[h]:mm:ss", 1.5, "duration"),
        ("hh:mm AM/PM", 0.5, "day"),
    ],
)
def test_number_formats(code, value, kind):
    assert Form(code).of(value) == kind


@pytest.mark.parametrize(
    ("number", "kind"), [(9, "percent"), (10, "percent"), (14, "day"), (22, "day"), (46, "duration")]
)
def test_formats_that_no_file_writes_down(number, kind):
    assert Form.builtin(number).of(1.0) == kind


@pytest.mark.parametrize("number", [0, 1, 2, 4, 37, 49])
def test_formats_that_leave_numbers_as_they_are(number):
    assert Form.builtin(number) is None


@pytest.mark.parametrize(
    ("value", "shifted"),
    [(0.8549, 85.49), (0.57, 57.0), (0.07, 7.0), (1e-7, 1e-05), (1.2, 120.0), (0.5700000000000001, 57.00000000000001)],
)
def test_percentages_keep_their_precision(value, shifted):
    assert percent(value) == {"percent": shifted}


@pytest.mark.parametrize(
    ("serial", "since_1904", "expected"),
    [
        (45838, False, {"date": "2025-06-30"}),
        (45838.75, False, {"datetime": "2025-06-30T18:00:00"}),
        (45746.70833333, False, {"datetime": "2025-03-30T17:00:00"}),
        (59, False, {"date": "1900-02-28"}),
        (61, False, {"date": "1900-03-01"}),
        (44376, True, {"date": "2025-06-30"}),
        (0.5, False, {"time": "12:00:00"}),
        (-1.0, False, -1.0),
        (5_000_000.0, False, 5_000_000.0),
    ],
)
def test_days(serial, since_1904, expected):
    assert shown(serial, "day", since_1904) == expected


def test_cells_have_the_names_of_the_sheet():
    assert [place(0, 0), place(6, 3), place(9, 25), place(9, 26), place(1, 199)] == ["A1", "D7", "Z10", "AA10", "GR2"]


def rows_of(reader, path, folder):
    (sheet,) = reader.read(path, folder)
    return sheet, [json.loads(line) for line in (folder / "0.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture
def sheet_of(tmp_path):
    """Reads a sheet of which only the rows are given: sheet_of(xml) -> (what it is, its rows)."""

    def read(xml, attributes='xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"', prefix=""):
        sound = io.BytesIO()
        with xlsxwriter.Workbook(sound) as book:
            sheet = book.add_worksheet()
            sheet.write_string(0, 0, "teks")
            sheet.write_number(0, 1, 0.5, book.add_format({"num_format": "0%"}))
        path = tmp_path / "buku.xlsx"
        whole = f"<{prefix}worksheet {attributes}>{xml}</{prefix}worksheet>"
        with zipfile.ZipFile(sound) as source, zipfile.ZipFile(path, "w") as target:
            for name in source.namelist():
                target.writestr(name, whole if name.endswith("sheet1.xml") else source.read(name))
        return rows_of(xlsx, path, tmp_path)

    return read


def data(cells):
    return f'<sheetData><row r="1">{cells}</row></sheetData>'


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('<c r="A1"><v>80</v></c>', [80.0]),
        ("<c><v> 80\n</v></c>", [80.0]),
        ("<c r='A1' t='n'><f>1+\n1</f><v>2</v></c>", [2.0]),
        ('<c r="B1" s="1"><v>0.8549</v></c>', ["", {"percent": 85.49}]),
        ('<c r="A1" t="s"><v>0</v></c>', ["teks"]),
        ('<c r="A1" t="str"><f>A2</f><v></v></c><c><v>1</v></c>', [{"uncomputed": ["", "A1"]}, 1.0]),
        ('<c r="A1"><f>A2</f></c>', [{"uncomputed": ["", "A1"]}]),
        ('<c r="A1"><f t="shared" si="0"/><v/></c>', [{"uncomputed": ["", "A1"]}]),
        ('<c r="A1"><f>A2</f><v>0</v></c>', [{"uncomputed": ["", "A1"]}]),  # XlsxWriter has worked nothing out
        ('<c r="A1"><v>0</v></c>', [0.0]),
        ('<c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', ["", "", {"error": ["#DIV/0!", "C1"]}]),
        ('<c r="A1" t="e"><v>#BARU!</v></c>', [{"error": ["#BARU!", "A1"]}]),
        ('<c r="A1" t="inlineStr"><is><t>#REF!</t></is></c>', [{"error": ["#REF!", "A1"]}]),
        ('<c r="A1" t="inlineStr"><is><r><t>a </t></r><r><t>b</t></r><rPh sb="0"><t>x</t></rPh></is></c>', ["a b"]),
        ('<c r="A1" t="inlineStr"><is><t>a_x000A_b</t></is></c>', ["a\nb"]),
        ('<c r="A1" t="b"><v>1</v></c>', [True]),
        ('<c r="A1" t="d"><v>2025-06-30</v></c>', [{"date": "2025-06-30"}]),
        ('<c r="A1"><v>1_000</v></c>', ["1_000"]),
        ('<c r="A1"><v>80</v>5</c>', [80.0]),
        ("<!-- 1 --><c r='A1'><v><![CDATA[80]]></v></c>", [80.0]),
    ],
)
def test_cells_of_every_writers_xml(sheet_of, cell, expected):
    assert sheet_of(data(cell))[1] == [expected]


def test_prefixes_and_rows_without_numbers(sheet_of):
    main = 'xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"'
    xml = (
        "<x:sheetData><x:row><x:c><x:v>1</x:v></x:c></x:row><x:row><x:c/><x:c><x:v>2</x:v></x:c></x:row></x:sheetData>"
    )
    assert sheet_of(xml, main, "x:")[1] == [[1.0], ["", 2.0]]


@pytest.mark.parametrize(
    "cells",
    [
        '<c r="B1"><v>1</v></c><c r="A1"><v>2</v></c>',
        '<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>',
        '<c r="A2"><v>1</v></c>',
        '<c r="A1"><v>1</v><v>2</v></c>',
        '<c r="A1" t="s"><v>1</v></c>',
        '<c r="A1" t="s"><v>-1</v></c>',
        '<c r="A1" s="9"><v>1</v></c>',
        '<c r="A1" t="x"><v>1</v></c>',
    ],
)
def test_what_says_no_one_thing_is_damage(sheet_of, cells):
    with pytest.raises(Unreadable, match="damaged"):
        sheet_of(data(cells))


def test_what_is_merged_and_hidden(sheet_of):
    xml = (
        '<cols><col min="2" max="3" hidden="1"/></cols><sheetData><row r="2" hidden="1"><c><v>1</v></c></row>'
        '<row r="3" hidden="true"><c><v>2</v></c></row><row r="9"><c><v>3</v></c></row></sheetData>'
        '<mergeCells><mergeCell ref="A2:B9"/></mergeCells>'
    )
    sheet, _ = sheet_of(xml)
    assert (sheet.rows, sheet.columns, sheet.merges) == (9, 1, [[1, 0, 8, 1]])
    assert (sheet.hidden_rows, sheet.hidden_columns) == ([[1, 2]], [[1, 2]])


SPACES = (
    'xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:b="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:t="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)


@pytest.fixture
def table_of(tmp_path):
    def read(rows):
        path = tmp_path / "buku.ods"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            archive.writestr(
                "content.xml",
                f"<o:document-content {SPACES}><o:body><o:spreadsheet><b:table b:name='a'>{rows}</b:table>"
                "</o:spreadsheet></o:body></o:document-content>",
            )
        return rows_of(ods, path, tmp_path)

    return read


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('<b:table-cell o:value-type="float" o:value="80"><t:p>80,00</t:p></b:table-cell>', [80.0]),
        ('<b:table-cell o:value-type="percentage" o:value="0.8549"/>', [{"percent": 85.49}]),
        ('<b:table-cell o:value-type="currency" o:value="80" o:currency="IDR"/>', [80.0]),
        ('<b:table-cell o:value-type="date" o:date-value="2025-06-30T17:00:00"/>',
         [{"datetime": "2025-06-30T17:00:00"}]),
        ('<b:table-cell o:value-type="time" o:time-value="PT08H30M00S"/>', [{"time": "08:30:00"}]),
        ('<b:table-cell o:value-type="boolean" o:boolean-value="true"/>', [True]),
        ('<b:table-cell o:value-type="string"><t:p>a<t:s t:c="2"/>b</t:p><t:p>c</t:p></b:table-cell>', ["a  b\nc"]),
        ('<b:table-cell o:value-type="string"><o:annotation><t:p>x</t:p></o:annotation><t:p>a</t:p></b:table-cell>',
         ["a"]),
        ('<b:table-cell b:number-columns-repeated="2" o:value-type="float" o:value="1"/>', [1.0, 1.0]),
        ('<b:table-cell b:formula="of:=1/0" calcext:value-type="error"><t:p>#DIV/0!</t:p></b:table-cell>',
         [{"error": ["#DIV/0!", "A1"]}]),
        ('<b:table-cell b:formula="of:=X" o:value-type="string" o:string-value=""><t:p>Err:508</t:p></b:table-cell>',
         [{"error": ["Err:508", "A1"]}]),
        ('<b:table-cell b:formula="of:=A2"/>', [{"uncomputed": ["", "A1"]}]),
        ('<b:table-cell b:formula="of:=A2" o:value-type="float"/>', [{"uncomputed": ["", "A1"]}]),
    ],
)  # fmt: skip
def test_cells_of_ods(table_of, cell, expected):
    assert table_of(f"<b:table-row>{cell}</b:table-row>")[1] == [expected]


def test_repeated_rows_name_each_of_their_cells(table_of):
    broken = '<b:table-cell b:formula="of:=1/0" calcext:value-type="error"><t:p>#N/A</t:p></b:table-cell>'
    sheet, rows = table_of(
        f'<b:table-row b:number-rows-repeated="3"/><b:table-row b:number-rows-repeated="2">{broken}</b:table-row>'
        '<b:table-row b:number-rows-repeated="1048571"><b:table-cell b:number-columns-repeated="16384"/></b:table-row>'
    )
    assert rows == [[], [], [], [{"error": ["#N/A", "A4"]}], [{"error": ["#N/A", "A5"]}]]
    assert sheet.rows == 5


def test_a_table_of_millions_of_cells_in_one_line_is_refused(table_of):
    cell = '<b:table-cell o:value-type="float" o:value="1"/>'
    with pytest.raises(Unreadable, match="rows"):
        table_of(f'<b:table-row b:number-rows-repeated="1048576">{cell}</b:table-row>')
