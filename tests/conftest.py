"""What tests of every wing share: homes with a published demo, made once in a run."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.worlds import homes as worlds


@pytest.fixture(scope="session")
def homes(tmp_path_factory) -> Callable[[str], Path]:
    """homes(kind) -> the folder of a home (`tests.worlds.homes.KINDS`): to be copied, never opened."""
    own = tmp_path_factory.mktemp("homes")
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    return lambda kind: worlds.made(kind, shared, own)
