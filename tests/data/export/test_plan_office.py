"""The workbook in LibreOffice: it opens without repair, says the same, and its totals recompute."""

import os
import shutil
import subprocess

import openpyxl
import pytest

from data.export import training_plan, training_plan_columns
from tests.worlds.actors import SYSTEM
from tests.worlds.plan_papers import EVIL

SHEETS = {
    "Rencana": training_plan_columns.PLAN,
    "Peserta": training_plan_columns.PARTICIPANTS,
    "AKPK per perangkat daerah": training_plan_columns.AGENCIES,
}


def through_office(book: bytes, folder):
    """The workbook as LibreOffice saves it again; what it cannot open it does not save."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no LibreOffice on this machine")
    given = folder / "rencana.xlsx"
    given.write_bytes(book)
    command = [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "xlsx",
               "--outdir", str(folder / "again"), str(given)]  # fmt: skip
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=180, env=os.environ | {"HOME": str(folder)}, check=True
    )
    assert "error" not in (done.stdout + done.stderr).lower()
    return openpyxl.load_workbook(folder / "again" / "rencana.xlsx"), openpyxl.load_workbook(given)


def test_libreoffice_opens_the_plan_and_reads_the_same_cells(papers, tmp_path):
    again, given = through_office(training_plan.workbook(papers, SYSTEM), tmp_path)
    assert again.sheetnames == given.sheetnames
    for name in given.sheetnames:
        said = [[cell.value or None for cell in row] for row in given[name].iter_rows()]  # '' and no cell look alike
        seen = [[cell.value or None for cell in row] for row in again[name].iter_rows(max_col=given[name].max_column)]
        assert seen[: len(said)] == said, name
        kinds = {cell.data_type for row in again[name].iter_rows() for cell in row}
        assert kinds <= {"s", "n"}, name  # no formula and no error came to life
    assert not any(cell.value == EVIL for row in again["Peserta"].iter_rows() for cell in row)


@pytest.mark.parametrize("name", SHEETS)
def test_totals_recompute_from_what_libreoffice_read(papers, tmp_path, name):
    again, _ = through_office(training_plan.workbook(papers, SYSTEM), tmp_path)
    rows = [[cell.value for cell in row] for row in again[name].iter_rows()]
    top = next(n for n, row in enumerate(rows) if row[0] == next(iter(SHEETS[name].values())))
    last = next(n for n, row in enumerate(rows) if row[0] == "JUMLAH")
    added = [column for column, code in enumerate(SHEETS[name]) if code in training_plan_columns.ADDED]
    assert added
    for column in added:
        assert rows[last][column] == pytest.approx(sum(row[column] or 0 for row in rows[top + 1 : last]), abs=0.06)
