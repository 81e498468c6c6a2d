#!/usr/bin/env bash
# SheetJS 0.18.5 (npm xlsx): a cell shown as percent loses that in ODS and keeps it in XLSX.
#
# One cell holds 0.8549 with the number format "0.00%". Written as XLSX it has a style with that format. Written as ODS
# it is office:value-type="float" without a style, so no reader of the file can know that 85.49 % was meant: the ODF way
# to say so is value-type="percentage". A guess from memory is that a writer which takes formats (z) writes them to both.
#
# Seen: xlsx numFmtId=10; ods <table:table-cell office:value-type="float" office:value="0.8549"><text:p>0.8549</text:p>
# Not even the shown text says it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund xlsx@0.18.5 >/dev/null
cat > write.js <<'JS'
const XLSX = require("xlsx");
const sheet = XLSX.utils.aoa_to_sheet([["Nilai"], [0.8549]]);
sheet.A2.z = "0.00%";
const book = XLSX.utils.book_new();
XLSX.utils.book_append_sheet(book, sheet, "Rekap");
XLSX.writeFile(book, "a.ods");
XLSX.writeFile(book, "a.xlsx");
JS
node write.js
python3 - <<'PY'
import re
import zipfile

ods = zipfile.ZipFile("a.ods").read("content.xml").decode()
cell = re.search(r"<table:table-cell[^>]*office:value=\"0\.8549\"[^>]*>.*?</table:table-cell>", ods)[0]
print(cell)
assert 'office:value-type="float"' in cell and "table:style-name" not in cell and "percentage" not in ods, "changed"
assert "<text:p>0.8549</text:p>" in cell, "changed"
styles = zipfile.ZipFile("a.xlsx").read("xl/styles.xml").decode()
formats = re.findall(r'<xf numFmtId="(\d+)"', styles)
print("xlsx formats", formats)
assert "10" in formats, "changed"
PY
echo "as described"
