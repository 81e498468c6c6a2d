"""How narrowly scores between 0 and 100 can be bounded by somebody who knows everything but them: linear programmes
over every figure ever received, each known to the digits it was shown with.

Unknowns that stand alike in every figure are one *atom*: of their sum alone anything is known, so a programme over
atoms says the same as one over persons.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

SCALE = 100.0
ENOUGH = 0.2 * SCALE
"""As wide as what is left open about anybody has to be."""


@dataclass(frozen=True)
class Figure:
    """What was received: a sum of `weights` (unknown -> coefficient) is between low and high. name: what it was of.
    fine: of one agency, on one indicator, by one source."""

    weights: dict
    low: float
    high: float
    name: str = ""
    fine: bool = False


def groups(figures: list[Figure]) -> list[list]:
    """The unknowns that fine figures are of, together where a figure or a later version of it speaks of both."""
    found: list[set] = []
    for figure in figures:
        if figure.fine and figure.weights:
            met = [group for group in found if not group.isdisjoint(figure.weights)]
            found = [group for group in found if group not in met] + [set(figure.weights).union(*met)]
    return [sorted(group) for group in found]


class Known:
    """All figures at once. `given`: unknowns whose value is known from elsewhere, with it."""

    def __init__(self, figures: list[Figure], given: dict | None = None) -> None:
        self.given = given or {}
        rows: dict[tuple, list[float]] = {}
        for figure in figures:
            key = tuple(sorted((u, round(c, 12)) for u, c in figure.weights.items() if abs(c) > 1e-12))
            low, high = rows.get(key, [-np.inf, np.inf])
            rows[key] = [max(low, figure.low), min(high, figure.high)]
        rows.pop((), None)
        stands = defaultdict(list)
        for number, key in enumerate(rows):
            for unknown, coefficient in key:
                stands[unknown].append((number, coefficient))
        atoms = defaultdict(list)
        for unknown in sorted(set(stands) - set(self.given)):
            atoms[tuple(stands[unknown])].append(unknown)
        self.atoms = list(atoms.values())
        self.atom_of = {unknown: place for place, atom in enumerate(self.atoms) for unknown in atom}
        self.sizes = np.array([len(atom) for atom in self.atoms], dtype=float)
        lows, highs = np.array(list(rows.values())).T.reshape(2, -1)
        for unknown, value in self.given.items():
            for number, coefficient in stands.get(unknown, ()):
                lows[number] -= coefficient * value
                highs[number] -= coefficient * value
        entries = [(row, place, c) for place, column in enumerate(atoms) for row, c in column]
        at, place, c = zip(*entries, strict=True) if entries else ((), (), ())
        matrix = csr_matrix((c, (at, place)), shape=(len(rows), len(self.atoms)))
        dense = matrix.toarray()
        most = np.concatenate([highs, -lows])
        finite = np.isfinite(most)
        self._upper, self._most = np.vstack([dense, -dense])[finite], most[finite]

    def width(self, counts: dict[int, int]) -> tuple[float, float]:
        """The least and the most that the sum of so many unknowns of each atom can be."""
        parts = sorted(counts)
        free = len(self.atoms)
        # One more variable a part: what the chosen ones of the atom have; the others of the atom have the rest.
        within = np.zeros((2 * len(parts), free + len(parts)))
        limits = np.zeros(2 * len(parts))
        for number, atom in enumerate(parts):
            within[2 * number, [atom, free + number]] = 1, -1
            limits[2 * number] = SCALE * (self.sizes[atom] - counts[atom])
            within[2 * number + 1, [atom, free + number]] = -1, 1
        upper = csr_matrix(np.vstack([np.pad(self._upper, ((0, 0), (0, len(parts)))), within]))
        most = np.concatenate([self._most, limits])
        box = [(0, SCALE * size) for size in self.sizes] + [(0, SCALE * counts[atom]) for atom in parts]
        ends = []
        for sign in (1.0, -1.0):
            wanted = np.zeros(free + len(parts))
            wanted[free:] = sign
            found = linprog(wanted, A_ub=upper, b_ub=most, bounds=box, method="highs")
            if found.status != 0:
                raise ArithmeticError(f"no world has shown these figures: {found.message}")
            ends.append(sign * found.fun)
        return ends[0], ends[1]

    def narrow(self, cells: list[list], fewer: int = 5) -> Iterator[tuple[dict, float]]:
        """(unknown -> how many of those like it, width) for every group of under `fewer` unknowns of one of `cells`
        whose sum is bounded more narrowly than `ENOUGH`."""
        for cell in cells:
            sizes = defaultdict(int)
            for unknown in cell:
                if unknown in self.atom_of:
                    sizes[self.atom_of[unknown]] += 1
            for chosen in _counts(list(sizes.items()), fewer - 1):
                low, high = self.width(chosen)
                if high - low < ENOUGH - 1e-6:
                    yield {self.atoms[atom][0]: n for atom, n in chosen.items()}, high - low


def _counts(sizes: list[tuple[int, int]], left: int) -> Iterator[dict[int, int]]:
    """Every way to take one to `left` in all of atoms of such sizes: atom -> how many."""
    if not sizes:
        return
    (atom, size), *rest = sizes
    for n in range(min(size, left) + 1):
        if n:
            yield {atom: n}
        yield from ({atom: n} | more if n else more for more in _counts(rest, left - n))
