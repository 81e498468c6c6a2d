"""What the quick layer tests of many cases: a few, taken evenly. The others run in the whole suite alone."""

from collections.abc import Iterable

import pytest


def some(values: Iterable, quick: int) -> list:
    """The values of a parametrised test, all but `quick` of them marked `whole`; a tuple is several arguments."""
    cases = [value if isinstance(value, tuple) else (value,) for value in values]
    few = {at * len(cases) // quick for at in range(quick)}
    return [pytest.param(*case, marks=[pytest.mark.whole] * (at not in few)) for at, case in enumerate(cases)]
