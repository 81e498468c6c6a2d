"""One column of a chunk as its unique cells and a code per record, so that every text is read once, not once a row."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa


@dataclass(frozen=True)
class Encoded:
    """`unique[codes[i]]` is the cell of record i. Cells of other types stay apart: 1, 1.0, True and "1" are four."""

    codes: np.ndarray
    unique: Sequence[object]

    def __len__(self) -> int:
        return len(self.codes)

    def counts(self, kept: np.ndarray) -> np.ndarray:
        """How many of the kept records hold each unique cell."""
        return np.bincount(self.codes[kept], minlength=len(self.unique))

    def where(self, hit: list[bool]) -> np.ndarray:
        """One truth value per record, from one per unique cell."""
        return np.array(hit, dtype=bool)[self.codes] if self.unique else np.zeros(0, dtype=bool)


def encode(cells: Sequence[object]) -> Encoded:
    """The unique cells in order of appearance, and each record's place among them."""
    if isinstance(cells, pa.ChunkedArray):
        cells = cells.combine_chunks()
    if isinstance(cells, pa.Array) or set(map(type, cells)) == {str}:
        try:
            array = cells if isinstance(cells, pa.Array) else pa.array(cells, pa.string())
            coded = array if isinstance(array, pa.DictionaryArray) else array.dictionary_encode()
            return Encoded(coded.indices.to_numpy(zero_copy_only=False).astype(np.int32), coded.dictionary.to_pylist())
        except UnicodeEncodeError:  # half a character: the slow way keeps it, the text rules refuse it
            pass
    places: dict[tuple[type, object], int] = {}
    codes = np.fromiter((places.setdefault((type(cell), cell), len(places)) for cell in cells), np.int32, len(cells))
    return Encoded(codes, [cell for _, cell in places])


def joined(parts: Sequence[Sequence[object]]) -> Sequence[object]:
    """The cells of one column of several chunks, Arrow or lists, one after the other."""
    if len(parts) == 1:
        return parts[0]
    if all(isinstance(part, pa.Array) for part in parts):
        return pa.chunked_array(parts)
    return [cell for part in parts for cell in (part.to_pylist() if isinstance(part, pa.Array) else part)]


def constant(cell: object, length: int) -> Encoded:
    """A column that holds one cell throughout."""
    return Encoded(np.zeros(length, dtype=np.int32), [cell])


def combined(parts: list[Encoded]) -> tuple[np.ndarray, list[tuple]]:
    """Several columns side by side: a code per record, and the unique tuples of their cells."""
    codes = parts[0].codes.astype(np.int64)
    for part in parts[1:]:
        codes = codes * len(part.unique) + part.codes
    used, inverse = np.unique(codes, return_inverse=True)
    columns = []
    for part in reversed(parts[1:]):
        used, places = np.divmod(used, len(part.unique))
        columns.append([part.unique[place] for place in places.tolist()])
    columns.append([parts[0].unique[place] for place in used.tolist()])
    return inverse.astype(np.int32), list(zip(*reversed(columns), strict=True))
