#!/usr/bin/env bash
# xlwt 1.3.0 with xlrd 2.0.2: a formula that nobody has calculated comes back as an empty text.
#
# xlwt cannot calculate, so the result it stores beside a formula is a placeholder. A guess from memory is a number 0, as
# other writers of the time store; it is the result type "empty string", the same that Excel stores for =IF(A1>0;"";1).
# xlrd gives a text cell "" for both, so a column of sums nobody calculated looks like a column of blanks, and a reader
# that takes blanks for "not rated" loses it without a word.
#
# Seen: the number beside it has cell type 2 (number); the formula has cell type 1 (text) and the value ''.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check xlwt==1.3.0 xlrd==2.0.2
venv/bin/python - <<'PY'
import xlrd
import xlwt

book = xlwt.Workbook()
sheet = book.add_sheet("Rekap")
sheet.write(0, 0, 80)
sheet.write(0, 1, xlwt.Formula("A1+5"))
book.save("a.xls")
number, formula = xlrd.open_workbook("a.xls").sheet_by_index(0).row(0)
print((number.ctype, number.value), (formula.ctype, formula.value))
assert (number.ctype, number.value) == (xlrd.XL_CELL_NUMBER, 80.0), "changed"
assert (formula.ctype, formula.value) == (xlrd.XL_CELL_TEXT, ""), "changed"
PY
echo "as described"
