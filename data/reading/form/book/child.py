"""The process that parses a workbook: run as a script, with limits, so that a hostile file ends it and nothing else.

    python -I child.py WORKBOOK FOLDER MEMORY_BYTES CPU_SECONDS

Writes `FOLDER/sheets.json` (name, visible, rows, columns, merges) and `FOLDER/N.jsonl` (one row a line, from the
sheet's first row) for every sheet with cells. Dates are tagged objects, all else is itself. It imports nothing of
Cermin: the parent reads what it wrote as data.
"""

import datetime
import errno
import json
import sys
from pathlib import Path

MAX_ROWS = 300_000
MAX_COLUMNS = 200
MAX_TEXT = 4_001  # one more than a cell may have, so that the parent sees which are too long
MAX_OUTPUT = 400_000_000  # characters of one sheet, and bytes of any file where the system can limit that
MAX_MERGES = 20_000


def tagged(cell: datetime.date | datetime.time | datetime.timedelta) -> dict:
    if isinstance(cell, datetime.timedelta):
        return {"duration": cell.total_seconds()}
    return {type(cell).__name__: cell.isoformat()}


def limit(memory: int, cpu: int) -> None:
    """Put this process under the limits its system has.

    Windows has none of them: there the parent's clock ends the process, and what the parent looked through before
    bounds how much a file can unpack to. macOS refuses a bound of the address space.
    """
    try:
        import resource
    except ModuleNotFoundError:
        return
    bounds = {"RLIMIT_AS": memory, "RLIMIT_CPU": cpu, "RLIMIT_FSIZE": MAX_OUTPUT, "RLIMIT_CORE": 0}
    if sys.platform == "darwin":
        del bounds["RLIMIT_AS"]
    for name, bound in bounds.items():
        resource.setrlimit(getattr(resource, name), (bound, bound))


def main(workbook: str, folder: str, memory: int, cpu: int) -> int:
    limit(memory, cpu)
    import python_calamine as calamine

    out = Path(folder)
    try:
        book = calamine.CalamineWorkbook.from_path(workbook)
        sheets: list[dict] | dict = [_write(book, i, meta, out) for i, meta in enumerate(book.sheets_metadata)]
    except calamine.PasswordError:
        sheets = {"error": "encrypted"}
    except (calamine.CalamineError, OSError) as error:
        sheets = {"error": "too_big" if isinstance(error, OSError) and error.errno == errno.EFBIG else "damaged"}
    (out / "sheets.json").write_text(json.dumps(sheets, ensure_ascii=False), encoding="utf-8")
    return 0


def _write(book, index: int, meta, out: Path) -> dict:
    visible = str(meta.visible).endswith(".Visible")
    described = {"name": meta.name, "visible": visible, "rows": 0, "columns": 0, "merges": []}
    if not str(meta.typ).endswith(".WorkSheet"):
        return described
    sheet = book.get_sheet_by_index(index)
    if sheet.start is None or sheet.end is None:
        return described
    described |= {"rows": sheet.end[0] + 1, "columns": sheet.end[1] + 1}
    described["merges"] = [[*first, *last] for first, last in (sheet.merged_cell_ranges or [])[:MAX_MERGES]]
    if described["rows"] > MAX_ROWS or described["columns"] > MAX_COLUMNS:
        return described | {"merges": []}
    with (out / f"{index}.jsonl").open("w", encoding="utf-8") as file:
        # Rows come from the sheet's first one, cells from the first used column.
        left, written = [""] * sheet.start[1], 0
        for row in sheet.iter_rows():
            cells = left + [cell[:MAX_TEXT] if isinstance(cell, str) else cell for cell in row]
            written += file.write(json.dumps(cells, ensure_ascii=False, default=tagged, separators=(",", ":")) + "\n")
            if written > MAX_OUTPUT:  # not every system limits what a process may write
                raise OSError(errno.EFBIG, "more cells than a sheet may have")
    return described


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))
