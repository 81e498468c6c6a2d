"""What spreadsheet programs write is what the table says, or it is asked about; a campaign asks it of 300 tables."""

import pytest

from tests.campaigns import writers as campaign
from tests.data.reading.opened import FILES
from tests.worlds import office_tables, writers

KEPT = (0, 2, 6, 10, 11, 12)  # tables whose files by the writers outside CI lie in files/writers


@pytest.mark.parametrize("program", writers.PYTHON)
@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.whole) for seed in range(1, 12))])
def test_a_file_of_a_table_holds_the_table(known, tmp_path, program, seed):
    table = office_tables.table(seed)
    write, ending = writers.PYTHON[program]
    path = tmp_path / f"rekap.{ending}"
    write(table, path)
    said, asked = campaign.outcome(table, path, known, tmp_path, program)
    assert said != "WRONG"
    if table.clear and program not in writers.WITHOUT_FORMATS:
        assert asked == 0
        assert said == "right" or (ending == "csv" and table.merged)  # joined cells do not survive in a text file


@pytest.mark.parametrize("program", writers.OUTSIDE)
@pytest.mark.parametrize("seed", [KEPT[0], *(pytest.param(seed, marks=pytest.mark.whole) for seed in KEPT[1:])])
def test_a_file_that_another_program_wrote_holds_the_table(known, tmp_path, program, seed):
    table, path = office_tables.table(seed), FILES / "writers" / f"{seed}.{program}"
    said, asked = campaign.outcome(table, path, known, tmp_path, program)
    assert said in ("right", "asked")
    assert asked == 0 or not table.clear or program in writers.WITHOUT_FORMATS
