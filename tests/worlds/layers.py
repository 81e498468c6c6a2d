"""What the quick layer tests of many cases: the first few. The others run in the whole suite alone."""

from collections.abc import Iterable

import pytest


def some(values: Iterable, quick: int) -> list:
    """The values of a parametrised test, all but the first `quick` marked `whole`; a tuple is several arguments."""
    cases = [value if isinstance(value, tuple) else (value,) for value in values]
    return [pytest.param(*case, marks=[pytest.mark.whole] * (at >= quick)) for at, case in enumerate(cases)]
