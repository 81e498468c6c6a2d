// Tables from standard input, as JSON, written by the spreadsheet libraries of npm: node node_writers.mjs FOLDER
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ExcelJS from "exceljs";
import XLSX from "xlsx";

const folder = process.argv[2];
const tables = JSON.parse(readFileSync(0, "utf8"));

for (const [name, { rows, merged }] of Object.entries(tables)) {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet("Rekap");
  rows.forEach((row, i) =>
    row.forEach(([value, format], j) => {
      if (value === null) return;
      const cell = sheet.getCell(i + 1, j + 1);
      cell.value = value;
      if (format !== "General") cell.numFmt = format;
    }),
  );
  for (const [first, last, place] of merged) sheet.mergeCells(first + 1, place + 1, last + 1, place + 1);
  await book.xlsx.writeFile(join(folder, `${name}.exceljs.xlsx`));

  const cells = XLSX.utils.aoa_to_sheet(rows.map((row) => row.map(([value]) => value)));
  rows.forEach((row, i) =>
    row.forEach(([value, format], j) => {
      const cell = cells[XLSX.utils.encode_cell({ r: i, c: j })];
      if (cell && typeof value === "number" && format !== "General") cell.z = format;
    }),
  );
  cells["!merges"] = merged.map(([first, last, place]) => ({ s: { r: first, c: place }, e: { r: last, c: place } }));
  const other = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(other, cells, "Rekap");
  for (const [end, type] of [["xlsx", "xlsx"], ["xls", "biff8"], ["ods", "ods"], ["html.xls", "html"]])
    writeFileSync(
      join(folder, `${name}.sheetjs.${end}`),
      XLSX.write(other, { type: "buffer", bookType: type }),
    );
}
