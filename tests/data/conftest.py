"""An open store of its own for each test."""

import pytest

from data.upkeep.opening import open_store


@pytest.fixture
def store(tmp_path):
    """Empty but for what ships with Cermin; a module that needs more overrides it and begins with this one."""
    store = open_store(tmp_path / "home", threads=1)
    yield store
    store.close()
