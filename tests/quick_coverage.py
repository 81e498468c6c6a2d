"""Coverage of the quick layer, for CI: `pytest --cov -p tests.quick_coverage`.

Python 3.11 can only measure by tracing, which makes a test half as dear again; over every test that would be too much.
So the tests marked `whole`, and those that keep a server busy with a browser, come last, and from the first of them on
nothing is measured, in child processes neither.
"""

import os

import coverage
import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is measured comes first, so that what tests share is made, and measured, by them."""
    items.sort(key=_dear)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """End the measuring of this process: pytest-cov's, and in a worker of xdist those it was started with."""
    if _dear(item):
        os.environ.pop("COVERAGE_PROCESS_CONFIG", None)
        while measuring := coverage.Coverage.current():
            measuring.stop()


def _dear(item: pytest.Item) -> bool:
    return any(item.get_closest_marker(name) for name in ("whole", "browser"))
