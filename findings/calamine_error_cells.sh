#!/usr/bin/env bash
# python-calamine 0.9.1: a cell that holds an error is an empty text, in XLSX and in XLS, as a cell nobody filled in.
#
# A sheet of scores has =1/0 in one row and nothing in the next. The file says "#DIV/0!" (t="e" in XLSX, a BOOLERR record
# in XLS), and calamine's own type for cells knows errors. A guess from memory is an exception, the text of the error or
# None; it is '' for both, so "could not be calculated" counts as "was not rated".
#
# Seen: xlsx [['Nilai'], [80.0], [''], [''], [70.0]], and the same from the XLS of the same cells.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check python-calamine==0.9.1 XlsxWriter==3.3.1 xlwt==1.3.0
venv/bin/python - <<'PY'
import zipfile

import xlsxwriter
import xlwt
from python_calamine import CalamineWorkbook

book = xlsxwriter.Workbook("a.xlsx")
sheet = book.add_worksheet("Rekap")
sheet.write_column(0, 0, ["Nilai", 80])
sheet.write_formula(2, 0, "=1/0", None, "#DIV/0!")
sheet.write(4, 0, 70)
book.close()
assert b't="e"' in zipfile.ZipFile("a.xlsx").read("xl/worksheets/sheet1.xml")

old = xlwt.Workbook()
sheet = old.add_sheet("Rekap")
for row, score in ((0, "Nilai"), (1, 80), (4, 70)):
    sheet.write(row, 0, score)
sheet.row(2).set_cell_error(0, "#DIV/0!")
old.save("a.xls")

for name in ("a.xlsx", "a.xls"):
    rows = CalamineWorkbook.from_path(name).get_sheet_by_index(0).to_python()
    print(name, rows)
    assert rows == [["Nilai"], [80.0], [""], [""], [70.0]], "changed"
PY
echo "as described"
