"""Making the next item while the one before is being used: two cores for work that is mostly outside Python."""

from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def ahead(items: Iterable[T]) -> Generator[T, None, None]:
    """The same items in the same order, each made by one other thread while its predecessor is used.

    At most one item waits. What making an item raises is raised here, in its place. Close it to be sure that nothing
    is being made any more.
    """
    source = iter(items)
    with ThreadPoolExecutor(1, thread_name_prefix="ahead") as thread:
        coming = thread.submit(_next, source)
        while item := coming.result():
            coming = thread.submit(_next, source)
            yield item[0]


def _next(source: Iterator[T]) -> list[T]:
    """The next item alone; nothing at the end."""
    return list(islice(source, 1))
