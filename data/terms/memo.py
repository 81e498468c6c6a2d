"""Functions that remember their answers while a file is read, and the one way to make them all forget."""

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar, cast

Function = TypeVar("Function", bound=Callable)
_ALL = []


def remembered(most: int) -> Callable[[Function], Function]:
    """Decorator: the function keeps its last `most` answers until `forget`."""

    def keep(function: Function) -> Function:
        kept = lru_cache(maxsize=most)(function)
        _ALL.append(kept)
        return cast(Function, kept)  # called as before: lru_cache alone forgets the parameters

    return keep


def forget() -> None:
    """Drop all that was remembered of files: names, NIPs, ratings."""
    for function in _ALL:
        function.cache_clear()
