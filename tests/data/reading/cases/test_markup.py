"""What web applications call .xls is read as the table it shows; files of other programs are called by their names."""

import pandas as pd
import pytest

WEB = "../web/"
HALF_YEARS = {"cadence": "semester"}  # of dates, which the planner is asked

KOM, DS, KL = (
    [72.25 + 1.5 * i for i in range(12)],
    [80 + i for i in range(12)],
    [round(65.5 + 2.1 * i, 1) for i in range(12)],
)
NIPS = [
    "198001012010011001", "198002012010021002", "198003012010011003", "198004012010021004", "198005012010011005",
    "198006012010021006", "198007012010011007", "198008012010021008", "198009012010011009", "198010012010021010",
    "198011012010011011", "198012012010021012",
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "mapping", "shares", "notes"),
    [
        # PHP's own notice above, capitals, cells and rows not closed, &nbsp;, decimal commas, headings in two rows
        ("php_echo.xls", {}, KL, {"file_name_differs"}),
        # Excel's page: x:num, x:fmla, a format of text, percent cells, a hidden row, Windows-1252, its width row
        ("excel_2003.xls", {}, KL, {"file_name_differs", "html_rows_hidden"}),
        # a page saved from the browser: menu, script, hidden sort keys, page 1 of 5
        ("saved_page.html", {}, KL, {"html_cells_hidden", "html_part"}),
        ("pandas_to_html.xls", {}, KL, {"file_name_differs"}),
        # SheetJS: dates by their serial, percent cells shown to the whole percent
        ("sheetjs.xls", HALF_YEARS, [round(65 + 2.1 * i, 1) for i in range(12)], {"file_name_differs"}),
    ],
)
def test_pages_that_show_one_table(case, name, mapping, shares, notes):
    upload, rows = case(WEB + name, mapping)
    assert not upload.questions
    assert set(upload.problem_counts) == notes | {"scale_taken"}
    for indicator, scores in (("KOM", KOM), ("DS", DS), ("KL", shares)):
        of_it = rows[rows["indicator"] == indicator]
        assert dict(zip(of_it["nip"], of_it["score"], strict=True)) == pytest.approx(
            dict(zip(NIPS, scores, strict=True))
        )
    assert (rows["period"] == "2025-S1").all()
    assert (upload.rows_read, upload.rows_kept, upload.rows_refused) == (36, 36, 0)


def test_sheetjs_page_of_the_table_of_cases(case):
    name = "w-15-old-binary-and-markup-named-wrongly/sj_html.html.xls"
    asked, _ = case(name)
    assert [question.code for question in asked.questions] == ["ask_cadence"]
    upload, rows = case(name, HALF_YEARS)
    assert not upload.questions
    assert rows.loc[rows["indicator"] == "KOM", "score"].tolist()[:3] == [72.25, 73.75, 75.25]
    assert rows.loc[rows["indicator"] == "KL", "score"].tolist()[:3] == pytest.approx([65.5, 67.6, 69.7])


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("05-xml2003/rekap.xls", "spreadsheetml"),
        ("05-xml2003/mhtml.xls", "mhtml"),
        ("w-15-old-binary-and-markup-named-wrongly/sj_xlml.xml", "spreadsheetml"),
        ("w-15-old-binary-and-markup-named-wrongly/sj_fods.fods", "fods"),
        ("w-15-old-binary-and-markup-named-wrongly/sj_biff2.xls", "biff"),
        ("w-15-old-binary-and-markup-named-wrongly/sj_biff4.xls", "biff"),
        ("w-15-old-binary-and-markup-named-wrongly/sj_sylk.slk", "sylk"),
    ],
)
def test_other_formats_under_the_name_of_a_workbook(case, name, kind):
    upload, rows = case(name)
    assert [(problem.code, problem.found) for problem in upload.problems] == [("file_not_a_table", kind)]
    assert rows.empty


def test_a_pivot_of_pandas_as_a_page_names_its_rows_below_its_columns(read):
    table = pd.DataFrame(
        {"Perangkat Daerah": ["Dinas A", "Dinas B"] * 2, "KOM": [80, 70, 84, 72], "DS": [60, 61, 62, 63]}
    )
    page = table.pivot_table(index="Perangkat Daerah", margins=True, margins_name="Rata-rata").to_html()
    added = {
        "values": {"agency": {f"Dinas {name}": {"add": {"code": name, "name": name, "sector": "KES"}} for name in "AB"}}
    }
    plain = {"region": "3403", "period": "2025-S1", "source": "superior", "scale": [0, 100]}
    upload, rows = read(page, plain | added, "rekap.html")
    assert (upload.questions, upload.rows_left_out) == ([], 2)
    assert rows.pivot(index="agency", columns="indicator", values="score").to_dict() == {
        "KOM": {"A": 82, "B": 71}, "DS": {"A": 61, "B": 62},
    }  # fmt: skip


def test_an_error_that_a_page_does_not_show_is_one(read):
    """SheetJS writes the number of an error and no text."""
    page = "<table><tr><td>Perangkat Daerah</td><td>KOM</td><td>DS</td></tr>" + "".join(
        f"<tr><td>Dinas {name}</td>{score}<td>70</td></tr>"
        for name, score in (("A", '<td data-t="e" data-v="7"></td>'), ("B", "<td>80</td>"))
    ) + "</table>"  # fmt: skip
    added = {"agency": {f"Dinas {name}": {"add": {"code": name, "name": name, "sector": "KES"}} for name in "AB"}}
    plain = {"region": "3403", "period": "2025-S1", "source": "superior", "scale": [0, 100], "values": added}
    upload, rows = read(page, plain, "rekap.html")
    assert [(p.code, p.row, p.found) for p in upload.problems if p.blocking] == [("number_excel_error", 2, "#? (B2)")]
    assert rows["score"].tolist() == [70, 80, 70]
