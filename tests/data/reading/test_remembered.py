"""What reading remembers of a file is forgotten with the memory that is given back."""

import sys

from data import memory
from data.reading import remembered
from tests.data.reading.test_evaluation import BASE, file, row


def test_no_cell_of_a_file_stays_behind(read):
    read(file(row(nilai="80,5"), row(nilai="71,5", indikator="KL", nama="Budi  Santoso")), BASE)
    assert remembered.count() > 5
    memory.give_back()
    assert remembered.count() == 0


def test_nothing_in_reading_remembers_cells_in_another_way(read):
    """A cache that `forget` does not know of would keep NIPs until the process ends."""
    read(file(row(nilai="80,5")), BASE)
    memory.give_back()
    left = {
        f"{name}.{called}": kept.cache_info().currsize
        for name, module in list(sys.modules.items()) if name.startswith("data.reading")
        for called, kept in vars(module).items()
        if hasattr(kept, "cache_info") and kept.cache_parameters()["maxsize"] is not None
    }  # fmt: skip
    assert len(left) >= 6 and set(left.values()) == {0}
