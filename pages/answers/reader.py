"""The reader for whoever holds the store itself: a command, a release."""

from collections.abc import Callable

import pandas as pd

from data.store.store import Store
from data.terms.actors import Actor
from pages.answers.choice import Choice, Value
from pages.answers.kept import shelf
from pages.answers.kept.memory import Memory


class StoreReader:
    """Asks an open store as somebody, and remembers every answer until the store changes (`answers.choice.Reader`)."""

    def __init__(self, store: Store, actor: Actor) -> None:
        self._store, self._actor = store, actor
        self._version = store.version()
        self._answers = Memory(5000)

    def ask(self, name: str, **parameters: object) -> pd.DataFrame:
        key = repr(sorted(parameters.items()))
        return self.remember(f"query {name}", key, lambda: self._store.query(self._actor, name, **parameters))

    def frozen(self, role: str, choice: Choice, key: str, make: Callable[[], Value]) -> Value:
        return shelf.frozen(self._store.home, self._actor, role, choice, key, make)

    def remember(self, name: str, key: str, make: Callable[[], Value]) -> Value:
        if self._version != self._store.version():
            self._version = self._store.version()
            self._answers.forget()
        return self.keep(name, key, make)

    def keep(self, name: str, key: str, make: Callable[[], Value]) -> Value:
        # Forgotten with the rest: whoever holds the store asks a few questions, and then goes.
        return self._answers.get((name, key), make)
