"""What the machine does wrong, in words: a full disk, a disk that may not be written, an engine that gave up."""

import errno

import duckdb

from data.store.journal import ForeignWriter
from data.terms.problems import Problem

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_CLOSED = {errno.EROFS, errno.EACCES, errno.EPERM}
_FULL_WORDS = (
    "no space left", "file too large", "disk quota", "out of disk", "could not write all bytes",
    "max_temp_directory_size", "not enough space on the disk",
)  # fmt: skip
_CLOSED_WORDS = ("read-only file system", "permission denied", "read-only mode", "access is denied")
# Windows speaks the language of its owner; "already open in" are the engine's own words.
_HELD_WORDS = ("could not set lock", "file is already open in", "used by another process")
_DAMAGED_WORDS = (
    "corrupt", "checksum", "not a valid duckdb database", "failure while replaying wal", "serialization error",
)  # fmt: skip
_DEAD_WORDS = ("database has been invalidated", "connection already closed")


def speaks_of(error: BaseException, words: tuple[str, ...]) -> bool:
    text = str(error).lower()
    return any(word in text for word in words)


def full(error: BaseException) -> bool:
    """The disk (or a quota, or a file size limit) had no more room."""
    return getattr(error, "errno", None) in _FULL or (isinstance(error, duckdb.Error) and speaks_of(error, _FULL_WORDS))


def closed(error: BaseException) -> bool:
    """The disk may be read only."""
    return getattr(error, "errno", None) in _CLOSED or (
        isinstance(error, duckdb.Error) and speaks_of(error, _CLOSED_WORDS)
    )


def damaged(error: BaseException) -> bool:
    """The engine found its own file broken."""
    return (
        isinstance(error, duckdb.Error) and speaks_of(error, _DAMAGED_WORDS) and not full(error) and not closed(error)
    )


def held(error: BaseException) -> bool:
    """Another process has the file open."""
    return isinstance(error, duckdb.Error) and speaks_of(error, _HELD_WORDS)


def dead(error: BaseException) -> bool:
    """The engine gave up: every connection to this file must be closed before it can be opened again."""
    return isinstance(error, duckdb.FatalException) or (
        isinstance(error, duckdb.Error) and speaks_of(error, _DEAD_WORDS)
    )


def sentence(error: BaseException) -> Problem | None:
    """The problem to tell, or None where the error is not the machine's."""
    if full(error):
        return Problem("disk_full")
    if closed(error):
        return Problem("disk_closed")
    if damaged(error):
        return Problem("store_damaged")
    if dead(error):
        return Problem("engine_stopped")
    if isinstance(error, duckdb.OutOfMemoryException):
        return Problem("memory_short")
    if isinstance(error, ForeignWriter):
        return Problem("journal_foreign")
    return None
