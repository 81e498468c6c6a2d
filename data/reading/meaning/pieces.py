"""A table as encoded pieces, read from its file once and kept for a second pass: in memory, beyond that on disk."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pyarrow as pa

from data.reading.cells.distinct import Encoded, encode, joined
from data.reading.form.table.table import Chunk, Table

PIECE = 50_000  # records encoded together
IN_MEMORY = 200_000  # records kept before the rest goes to disk


@dataclass(frozen=True)
class Piece:
    """A stretch of records: their lines, and every column as unique cells and codes."""

    lines: np.ndarray
    columns: list[Encoded]

    def __len__(self) -> int:
        return len(self.lines)

    def cells(self, row: int) -> list[object]:
        """One record as the file has it."""
        return [column.unique[column.codes[row]] for column in self.columns]


class Spool:
    """The pieces of one file. Text columns go to disk as Arrow; a workbook, which is bounded, stays in memory."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._records = folder, 0
        self._kept: list[Piece] = []
        self._file: BinaryIO | None = None
        self._writer: pa.RecordBatchStreamWriter | None = None
        self._path: Path | None = None

    def fill(self, table: Table, chunk_seen) -> Iterator[Piece]:
        """Read the table to its end; gives each piece as it is kept, and every chunk to `chunk_seen`."""
        waiting: list[Chunk] = []
        for chunk in table.chunks():
            chunk_seen(chunk)
            if waiting and sum(len(each.lines) for each in waiting) + len(chunk.lines) > PIECE:
                yield self._keep(waiting)
                waiting = []
            waiting.append(chunk)
        if any(len(chunk.lines) for chunk in waiting):
            yield self._keep(waiting)
        if self._writer is not None and self._file is not None:
            self._writer.close()
            self._file.close()

    def _keep(self, chunks: list[Chunk]) -> Piece:
        lines = np.concatenate([np.asarray(chunk.lines, dtype=np.int64) for chunk in chunks])
        columns = [encode(joined(parts)) for parts in zip(*(chunk.columns for chunk in chunks), strict=True)]
        piece = Piece(lines, columns)
        self._records += len(piece)
        plain = all(isinstance(cell, str) for column in piece.columns for cell in column.unique)
        if self._writer is None and (self._records <= IN_MEMORY or not plain):
            self._kept.append(piece)
        else:
            self._spill(piece)
        return piece

    def _spill(self, piece: Piece) -> None:
        arrays = [pa.array(piece.lines), *(
            pa.DictionaryArray.from_arrays(pa.array(column.codes), pa.array(column.unique, pa.string()))
            for column in piece.columns
        )]  # fmt: skip
        batch = pa.RecordBatch.from_arrays(arrays, [str(place) for place in range(len(arrays))])
        if self._writer is None:
            handle, name = tempfile.mkstemp(dir=self._folder, suffix=".spool")
            self._path, self._file = Path(name), open(handle, "wb")  # noqa: SIM115  closed at the end of `fill`
            self._writer = pa.ipc.new_stream(self._file, batch.schema)
        self._writer.write_batch(batch)

    def pieces(self) -> Iterator[Piece]:
        """Every piece again, in file order."""
        yield from self._kept
        if self._path is None:
            return
        with self._path.open("rb") as file, pa.ipc.open_stream(file) as stream:
            for batch in stream:
                yield Piece(batch.column(0).to_numpy(), [encode(column) for column in batch.columns[1:]])

    def close(self) -> None:
        """Remove what was put on disk."""
        if self._path is not None:
            self._path.unlink(missing_ok=True)
