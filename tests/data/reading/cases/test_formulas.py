"""Formulas without a value wherever they stand: names, headings, and the cells that one formula fills."""

import io
import zipfile

import openpyxl
import pytest
import xlsxwriter

PLAIN = {"region": "3403", "period": "2025-S1", "source": "superior"}
KES = {"values": {"agency": {"Dinas A": {"add": {"code": "KES1", "name": "Dinas A", "sector": "KES"}}}}}
HEADINGS = ["NIP", "Perangkat Daerah", "Kelompok Jabatan", "Komunikasi", "Disiplin"]
RECORDS = [[f"19850315201001100{n}", "Dinas A", "Pelaksana", score, 70] for n, score in ((1, 84), (2, 80), (3, 91))]


@pytest.fixture
def book(read):
    """book({"D2": "=E2+1"}, mapping) -> (Upload, frame): the records with some cells replaced, as openpyxl writes them;
    an error's text becomes that error."""

    def of(cells, mapping=None):
        made, file = openpyxl.Workbook(), io.BytesIO()
        for row in (HEADINGS, *RECORDS):
            made.active.append(row)
        for name, content in cells.items():
            made.active[name] = content
        made.save(file)
        return read(file.getvalue(), PLAIN | KES | (mapping or {}), "berkas.xlsx")

    return of


def told(upload, *codes):
    return [
        (problem.code, problem.row, problem.column, problem.detail["cell"], problem.blocking)
        for problem in upload.problems if problem.code in codes
    ]  # fmt: skip


@pytest.mark.parametrize("way", ["write_array_formula", "write_dynamic_array_formula"])
def test_all_cells_that_one_formula_fills_are_asked_about(read, way):
    file = io.BytesIO()
    made = xlsxwriter.Workbook(file)
    sheet = made.add_worksheet()
    for place, row in enumerate((HEADINGS, *RECORDS)):
        sheet.write_row(place, 0, row)
    getattr(sheet, way)("D2:D4", "{=E2:E4+10}")  # its writer puts 0 into all three
    made.close()
    upload, rows = read(file.getvalue(), PLAIN | KES, "berkas.xlsx")
    assert [(q.code, q.subject, q.detail["cells"]) for q in upload.questions] == [
        ("ask_uncomputed", "Komunikasi", "D2, D3, D4")
    ]  # fmt: skip
    assert rows.empty
    upload, rows = read(file.getvalue(), PLAIN | KES | {"uncomputed": ["Komunikasi"]}, "berkas.xlsx")
    assert (upload.rows_left_out, rows["score"].tolist()) == (3, [70, 70, 70])


def test_a_result_that_is_no_number_is_none(read):
    file = io.BytesIO()
    made = xlsxwriter.Workbook(file)
    sheet = made.add_worksheet()
    for place, row in enumerate((HEADINGS, *RECORDS)):
        sheet.write_row(place, 0, row)
    sheet.write_formula("D3", "=E3+10", None, None)  # its writer puts the word None
    made.close()
    upload, rows = read(file.getvalue(), PLAIN | KES, "berkas.xlsx")
    assert [(q.subject, q.detail["cells"]) for q in upload.questions] == [("Komunikasi", "D3")]
    assert rows.empty


@pytest.mark.parametrize(("column", "cell"), [("NIP", "A3"), ("Perangkat Daerah", "B3"), ("Kelompok Jabatan", "C3")])
def test_a_name_that_nobody_worked_out_refuses_its_row_for_that(book, column, cell):
    upload, rows = book({cell: "=VLOOKUP(1,X:Y,2,0)"})
    assert told(upload, "cell_uncomputed", "required_empty") == [("cell_uncomputed", 3, column, cell, True)]
    assert [(q.code, q.subject) for q in upload.questions] == [("ask_uncomputed", column)]
    assert (rows.empty, upload.rows_refused) == (True, 1)


@pytest.mark.parametrize(("content", "code"), [("#REF!", "cell_error"), ("=Rujukan!A1", "cell_uncomputed")])
def test_a_heading_without_a_value_names_no_indicator(book, content, code):
    upload, rows = book({"D1": content})
    assert told(upload, "cell_error", "cell_uncomputed") == [(code, 1, "(kolom 4)", "D1", False)]
    assert "column_unnamed" in upload.problem_counts
    assert set(rows["indicator"]) == {"DS"} and len(rows) == 3


def test_an_error_in_a_remark_matters_to_nobody(book):
    upload, rows = book({"F1": "Keterangan", "F2": "#N/A", "F3": "=1/0", "F4": "ok"})
    assert not upload.questions and upload.rows_refused == 0
    assert rows["score"].tolist() == [84, 70, 80, 70, 91, 70]


@pytest.mark.parametrize("content", ["#N/A", '=IF(D2>80,"Baik","Cukup")'])
@pytest.mark.parametrize("heading", ["Predikat", "Hasil Kerja", "Status SKP"])
def test_a_column_of_another_kind_of_file_matters_to_nobody(book, heading, content):
    upload, rows = book({"F1": heading, "F2": content, "F3": content, "F4": content})
    assert (upload.kind, upload.questions, upload.rows_refused) == ("evaluation", [], 0)
    assert rows["score"].tolist() == [84, 70, 80, 70, 91, 70]


ODS = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet><table:table table:name="A">{}</table:table></office:spreadsheet></office:body>
</office:document-content>"""
META = """<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"><office:meta><meta:generator>{}</meta:generator>
</office:meta></office:document-meta>"""


def _ods(generator):
    """The records, with the first score a formula whose result is 0."""

    def cell(content):
        if isinstance(content, str):
            return f'<table:table-cell office:value-type="string"><text:p>{content}</text:p></table:table-cell>'
        formula = 'table:formula="of:=[.E2]+10" ' if content == 0 else ""
        return f'<table:table-cell {formula}office:value-type="float" office:value="{content}"/>'

    first, *others = RECORDS
    rows = (HEADINGS, [*first[:3], 0, first[4]], *others)
    lines = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS.format(lines))
        if generator:
            archive.writestr("meta.xml", META.format(generator))
    return file.getvalue()


@pytest.mark.parametrize("generator", ["SheetJS 0.18.5", "ODFPY/1.4.1", None])
def test_zero_beside_a_formula_of_an_ods_is_a_placeholder_of_what_works_nothing_out(read, generator):
    upload, rows = read(_ods(generator), PLAIN | KES, "berkas.ods")
    assert [(q.code, q.subject, q.detail["cells"]) for q in upload.questions] == [
        ("ask_uncomputed", "Komunikasi", "D2")
    ]  # fmt: skip
    assert rows.empty


@pytest.mark.parametrize("generator", ["LibreOffice/7.4.7.2$Linux_X86_64", "MicrosoftOffice/16.0 MicrosoftExcel"])
def test_zero_beside_a_formula_is_its_result_where_a_program_worked_it_out(read, generator):
    upload, rows = read(_ods(generator), PLAIN | KES, "berkas.ods")
    assert not upload.questions and rows["score"].tolist() == [0, 70, 80, 70, 91, 70]
