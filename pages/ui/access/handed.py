"""What was made for whom: a file on its way to a browser is given to the session it was made for, and to no other.

Streamlit serves such files under names made from what they hold, to anybody who has the name.
"""

import hashlib
from collections import OrderedDict
from functools import cache
from threading import Lock

_MOST = 100  # files remembered for a session; an older one is made again by its button


class Handed:
    """Hashes of files by the handle of a session."""

    def __init__(self) -> None:
        self._given: dict[str, OrderedDict[str, None]] = {}
        self._lock = Lock()

    def give(self, handle: str, content: bytes) -> None:
        """This content may go to that session."""
        with self._lock:
            files = self._given.setdefault(handle, OrderedDict())
            files[digest(content)] = None
            files.move_to_end(digest(content))
            while len(files) > _MOST:
                files.popitem(last=False)

    def has(self, handle: str, content: bytes) -> bool:
        return digest(content) in self._given.get(handle, ())


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@cache
def handed() -> Handed:
    """Those of this process."""
    return Handed()
