"""What tests of every wing share: homes made once in a run, and examples that are the same in each."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.worlds import homes as worlds


def pytest_configure():
    """The same examples each time, however long a busy machine takes over one: a failure is then one of the code."""
    settings.register_profile("cermin", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("cermin")


@pytest.fixture(scope="session")
def homes(tmp_path_factory) -> Callable[[str], Path]:
    """homes(kind) -> the folder of a home (`tests.worlds.homes.KINDS`): to be copied, never opened."""
    own = tmp_path_factory.mktemp("homes")
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    return lambda kind: worlds.made(kind, shared, own)
