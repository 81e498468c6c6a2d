"""What tests of every wing share: homes made once in a run, and examples that are the same in each."""

import gc
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Before numpy is imported, here and in every child: for matrices as small as those of the tests, threads cost more in
# waiting for one another than the work itself.
os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}

from tests.worlds import homes as worlds


def pytest_configure():
    """The same examples each time, however long a busy machine takes over one: a failure is then one of the code."""
    settings.register_profile("cermin", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("cermin")


def pytest_collection_finish():
    """Modules and collected tests stay to the end: a garbage collector that goes through them again and again, looking
    for what could leave, costs a tenth of the run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


@pytest.fixture(scope="session")
def homes(tmp_path_factory) -> Callable[[str], Path]:
    """homes(kind) -> the folder of a home (`tests.worlds.homes.KINDS`): to be copied, never opened."""
    own = tmp_path_factory.mktemp("homes")
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    return lambda kind: worlds.made(kind, shared, own)
