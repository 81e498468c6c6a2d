"""The lines of text that stand outside the tables of a page: what is above a table are its titles."""

import re
from collections import deque
from collections.abc import Iterable

MAX_TITLES = 15
MAX_LINE = 4_000

_PAGE = re.compile(
    r"(?:showing|menampilkan)\s+([\d.,]+)\s+(?:to|sampai(?: dengan)?|hingga|s/d|-)\s+([\d.,]+)"
    r"\s+(?:of|dari)\s+([\d.,]+)",
    re.IGNORECASE,
)


class Lines:
    """The last lines that ended; `part` is what one says of a list shown page by page: ("1-10", "57")."""

    def __init__(self) -> None:
        self.part: tuple[str, str] | None = None
        self._ended: deque[str] = deque(maxlen=MAX_TITLES)
        self._line: list[str] = []
        self._length = 0

    def write(self, text: str) -> None:
        """More of the line that is not ended."""
        self._line.append(text)
        self._length += len(text)
        if self._length > MAX_LINE:
            self.end()

    def end(self) -> None:
        """A line ends."""
        line = joined(self._line)
        self._line.clear()
        self._length = 0
        if not line:
            return
        self._ended.append(line[:400])
        self.look(line)

    def look(self, text: str) -> None:
        """Whether a text says that the page shows a part of its list ("Menampilkan 1 sampai 10 dari 57 entri")."""
        shown = _PAGE.search(text)
        if shown and (shown[3] != shown[2] or shown[1] != "1"):
            self.part = f"{shown[1]}-{shown[2]}", shown[3]

    def extend(self, lines: Iterable[str]) -> None:
        """Whole lines."""
        self.end()
        self._ended.extend(lines)

    def take(self) -> list[str]:
        """The last lines; they are somebody's titles now, and nobody else's."""
        self.end()
        taken = list(self._ended)
        self._ended.clear()
        return taken


def joined(parts: list[str]) -> str:
    """Text as a page shows it: any white space between two words is one space."""
    return " ".join("".join(parts).split())
