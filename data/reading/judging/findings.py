"""What is wrong with the rows of a file: every problem counted, the first kept, the refused records written out."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TextIO

from data.export import tables
from data.reading.cells import nik
from data.terms.problems import Problem, words

KEPT = 1_000  # problems kept as values; all are counted


class Findings:
    """Problems of one file. `counts` has every problem by code; `problems` the first of them, fairly over the codes."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._kept: dict[str, list[Problem]] = defaultdict(list)

    def add(self, problem: Problem, times: int = 1) -> None:
        """Count a problem, and keep it while there is room."""
        self.counts[problem.code] += times
        if len(self._kept[problem.code]) < KEPT:
            self._kept[problem.code].append(problem)

    def add_all(self, problems: Iterable[Problem]) -> None:
        """Count and keep each."""
        for problem in problems:
            self.add(problem)

    def room(self, code: str) -> int:
        """How many more problems of this cause are worth building."""
        return max(0, KEPT - len(self._kept[code]))

    @property
    def problems(self) -> list[Problem]:
        """At most KEPT problems: an even share of each cause, and more of those that have more; blocking ones first."""
        share = max(1, KEPT // max(1, len(self._kept)))
        kept = [problem for of_code in self._kept.values() for problem in of_code[:share]]
        spare = [problem for of_code in self._kept.values() for problem in of_code[share:]]
        kept += spare[: KEPT - len(kept)]
        return sorted(kept, key=lambda problem: (not problem.blocking, problem.row or 0, problem.code))


class RefusedFile:
    """The records that were not taken, as the file has them, with the reason and the remedy beside each.

    A UTF-8 CSV with `;`, opened only when there is a record to write. Correct it, and upload it alone: it completes the
    batch.
    """

    def __init__(self, path: Path, header: Sequence[str], dropped: frozenset[int] = frozenset()) -> None:
        """`dropped`: the places of columns that are written nowhere; their cells stay empty."""
        self.path, self._header, self._dropped = path, list(header), dropped
        self._file: TextIO | None = None

    def write(self, cells: Sequence[object], problems: Sequence[Problem]) -> None:
        """Add one record: its cells, why it was refused, and how to mend it."""
        opened = self._file or self.path.open("w", encoding="utf-8-sig", newline="")
        writer = csv.writer(opened, delimiter=";")
        if self._file is None:
            self._file = opened
            writer.writerow([*map(tables.safe, self._header), "alasan", "saran"])
        sentences = [words(problem) for problem in problems]
        reason = " | ".join(dict.fromkeys(each["what"] for each in sentences))
        remedy = " | ".join(dict.fromkeys(each["fix"] for each in sentences))
        shown = ("" if place in self._dropped else tables.safe(nik.masked(cell)) for place, cell in enumerate(cells))
        writer.writerow([*shown, tables.safe(nik.masked(reason)), tables.safe(remedy)])

    def close(self) -> Path | None:
        """The file that was written, or None when every record was taken."""
        if self._file is None:
            return None
        self._file.close()
        return self.path
