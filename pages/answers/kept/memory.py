"""What was worked out once: kept under a key and lent to whoever asks, without being copied cell by cell."""

import dataclasses
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from copy import copy, deepcopy
from typing import TypeVar

import pandas as pd

Value = TypeVar("Value")


class Memory:
    """The last `most` answers asked for. Who asks first makes an answer, and only those who ask for the same one wait.

    Safe between threads. An answer is lent: a frame costs no copy, and what a borrower writes into it is the
    borrower's own (pandas copies on write). Lists and arrays inside its cells are shared and must not be changed.
    """

    def __init__(self, most: int, lend: Callable[[Value], Value] | None = None) -> None:
        """lend: how an answer is handed out, where `lent` is not the way (a figure nobody may change)."""
        self._most, self._lend = most, lend or lent
        self._held: OrderedDict[Hashable, object] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The answer under `key`; `make` is asked where it is not held. What `make` raises is not kept."""
        with self._lock:
            if key in self._held:
                return self._lent(key)
            making = self._making.setdefault(key, threading.Lock())
        with making:
            with self._lock:
                if key in self._held:
                    return self._lent(key)
            try:
                value = make()
                _settle(value)
            finally:
                with self._lock:
                    self._making.pop(key, None)
            with self._lock:
                self._held[key] = value
                while len(self._held) > self._most:
                    self._held.popitem(last=False)
                return self._lent(key)

    def forget(self) -> None:
        """Hold nothing any more."""
        with self._lock:
            self._held.clear()

    def _lent(self, key: Hashable) -> Value:
        self._held.move_to_end(key)
        return self._lend(self._held[key])


def lent(value: Value) -> Value:
    """`value` for a borrower, who may write to it as to a copy."""
    if isinstance(value, (pd.DataFrame, pd.Series)):
        return value.copy(deep=False)
    if isinstance(value, dict):
        return {key: lent(part) for key, part in value.items()}
    if type(value) in (list, tuple):
        return type(value)(lent(part) for part in value)
    if dataclasses.is_dataclass(value):
        own = copy(value)
        for field in dataclasses.fields(value):
            object.__setattr__(own, field.name, lent(getattr(value, field.name)))  # a frozen one too is the borrower's
        return own
    return value if isinstance(value, _FIXED) else deepcopy(value)


_FIXED = (str, bytes, int, float, frozenset, type(None))


def _settle(value: object) -> None:
    """Build the look-up tables of every label now: pandas builds them at the first look-up, and threads that share an
    index and come to it together would find one half built."""
    if isinstance(value, (pd.DataFrame, pd.Series)):
        for labels in value.axes:
            _ = labels.is_unique
    elif isinstance(value, dict):
        _settle([*value.values()])
    elif isinstance(value, (list, tuple)):
        for part in value:
            _settle(part)
    elif dataclasses.is_dataclass(value):
        _settle([getattr(value, field.name) for field in dataclasses.fields(value)])
