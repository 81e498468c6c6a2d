"""The reader for whoever holds the store itself: a command, a release."""

from collections.abc import Callable
from copy import deepcopy

import pandas as pd

from data.store.store import Store
from pages.answers.choice import Value


class StoreReader:
    """Asks an open store and remembers every answer until the store changes (`answers.choice.Reader`)."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._version = store.version()
        self._answers: dict[tuple[str, str], object] = {}

    def ask(self, name: str, **parameters: object) -> pd.DataFrame:
        key = repr(sorted(parameters.items()))
        return self.remember(f"query {name}", key, lambda: self._store.query(name, **parameters))

    def remember(self, name: str, key: str, make: Callable[[], Value]) -> Value:
        if self._version != self._store.version():
            self._version = self._store.version()
            self._answers.clear()
        return self.keep(name, key, make)

    def keep(self, name: str, key: str, make: Callable[[], Value]) -> Value:
        # Forgotten with the rest: whoever holds the store asks a few questions, and then goes.
        if (name, key) not in self._answers:
            self._answers[name, key] = make()
        return deepcopy(self._answers[name, key])
