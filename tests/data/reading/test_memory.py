"""What reading remembers of a file is forgotten with the memory that is given back."""

import sys

from data.reading import memory
from tests.worlds.evaluation_files import BASE, file, row


def remembered() -> dict[str, int]:
    """Answers kept by every cache of the reader; one that `forget` does not know of would keep NIPs until the end."""
    return {
        f"{name}.{called}": kept.cache_info().currsize
        for name, module in list(sys.modules.items()) if name.startswith(("data.reading", "data.terms"))
        for called, kept in vars(module).items()
        if hasattr(kept, "cache_info") and kept.cache_parameters()["maxsize"] is not None
    }  # fmt: skip


def test_no_cell_of_a_file_stays_behind(read):
    read(file(row(nilai="80,5"), row(nilai="71,5", indikator="KL", nama="Budi  Santoso")), BASE)
    assert len(remembered()) >= 6 and sum(remembered().values()) > 5
    memory.give_back()
    assert set(remembered().values()) == {0}
