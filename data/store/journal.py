"""The journal: one line per thing that happened, each holding the hash of the line before, on disk before it is told.

It stands beside the engine's file and outlives it. A line says who, when, what and how much, with hashes of the files
that hold the rows; never a NIP, a score or the name of anybody who was rated. A line about a user has what they are
called and the hash of their password.
"""

import contextlib
import hashlib
import json
import os
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

FILE = "journal.jsonl"
_BYTES = getattr(os, "O_BINARY", 0)  # Windows would turn line ends otherwise
FIRST = "0" * 64  # what the first line holds in place of an earlier hash


@dataclass(frozen=True)
class Event:
    """One line. `at` is the caller's clock as ISO text; the order of events is `seq`, never the clock."""

    seq: int
    at: str
    kind: str
    actor: str
    detail: dict
    previous: str

    @property
    def body(self) -> bytes:
        return _canonical(
            {
                "seq": self.seq, "at": self.at, "kind": self.kind, "actor": self.actor, "detail": self.detail,
                "previous": self.previous,
            }
        )  # fmt: skip

    @property
    def hash(self) -> str:
        return hashlib.sha256(self.body).hexdigest()

    @property
    def line(self) -> bytes:
        return self.body[:-1] + b',"hash":"' + self.hash.encode() + b'"}\n'

    @property
    def time(self) -> datetime:
        return datetime.fromisoformat(self.at)


@dataclass(frozen=True)
class Scan:
    """A journal as read: the lines that are whole in themselves, the 1-based lines that are not, and a torn end.

    `events` holds every line whose own hash is right; `breaks` the line numbers where a line is damaged, missing or
    does not follow from the one before; `torn` the bytes after the last newline, which nobody was ever told about.
    """

    events: list[Event]
    breaks: list[int]
    torn: bytes


def masked(text: str) -> str:
    """A reason somebody typed, without long numbers: a NIP has no place in the journal."""
    return re.sub(r"\d[\d .-]{7,}\d", "…", text)


def _canonical(value: dict) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def parse(line: bytes) -> Event | None:
    """The event of one line (with or without its newline), or None where the line is not what was once written."""
    try:
        value = json.loads(line)
        claimed = value.pop("hash")
        event = Event(**value)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    if not isinstance(event.seq, int) or not isinstance(event.detail, dict) or event.hash != claimed:
        return None
    # Byte for byte: a line that means the same but is written otherwise was not written by us.
    return event if event.line == line.rstrip(b"\n") + b"\n" else None


def written(line: bytes) -> Event:
    """The event of a line the store kept a copy of. Raises ValueError where the copy is not a line ever written."""
    event = parse(line)
    if event is None:
        raise ValueError("the store's copy of the journal holds a line that was never written")
    return event


def scan(raw: bytes) -> Scan:
    """Read a whole journal and check its chain."""
    *lines, torn = raw.split(b"\n")
    events: list[Event] = []
    breaks = []
    previous = FIRST
    for number, line in enumerate(lines, start=1):
        event = parse(line)
        if event is None:
            breaks.append(number)
            # What stood here is not known, so the next line cannot be shown to follow from it: it is named as well.
            previous = ""
            continue
        if event.previous != previous or event.seq != (events[-1].seq + 1 if events else 1):
            breaks.append(number)
        events.append(event)
        previous = event.hash
    return Scan(events, breaks, torn)


class Journal:
    """The journal of one home. Appending is the caller's one writer; `last` is the newest event, None before the first.

    `unsettled` is the event whose line is on disk while its transaction is not known to be.
    """

    def __init__(self, home: Path) -> None:
        self.path = home / FILE
        self.last: Event | None = None
        self.unsettled: Event | None = None
        self._size = 0

    def read(self) -> Scan:
        """All of it, checked. A journal that is not there reads as empty."""
        return scan(self.path.read_bytes() if self.path.exists() else b"")

    def tail(self) -> Event | None:
        """The newest event if the file ends in a whole line, without reading the rest."""
        if not self.path.exists():
            return None
        with open(self.path, "rb") as file:
            size = file.seek(0, os.SEEK_END)
            block = b""
            while size and block.count(b"\n") < 2:
                step = min(size, 65536)
                size -= step
                file.seek(size)
                block = file.read(step) + block
        lines = block.split(b"\n")
        return parse(lines[-2]) if len(lines) >= 2 and lines[-1] == b"" else None

    def adopt(self, last: Event | None) -> None:
        """Go on after this event, which is the last line of the file as it stands."""
        self.last = last
        self._size = self.path.stat().st_size if self.path.exists() else 0

    def follow(self, kind: str, actor: str, now: datetime, detail: dict) -> Event:
        """The event that would come next."""
        seq, previous = (self.last.seq + 1, self.last.hash) if self.last else (1, FIRST)
        return Event(seq, now.isoformat(), kind, actor, detail, previous)

    def append(self, event: Event) -> None:
        """Put the event on disk. After a failure the file is as before, as far as the disk still obeys."""
        fresh = not self.path.exists()
        descriptor = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | _BYTES, 0o600)
        try:
            # Somebody else wrote since. Our line would follow from one that is not the last, and the chain would fork.
            if os.fstat(descriptor).st_size != self._size:
                raise ForeignWriter(self.path.name)
            try:
                _write_all(descriptor, event.line)
                os.fsync(descriptor)
            # An interrupt too: half a line would make the whole journal look torn.
            except BaseException:
                with contextlib.suppress(OSError):
                    os.ftruncate(descriptor, self._size)
                    os.fsync(descriptor)
                raise
        finally:
            os.close(descriptor)
        if fresh:
            sync_folder(self.path.parent)
        self.last, self.unsettled, self._size = event, event, self._size + len(event.line)

    def take_back(self, event: Event, before: Event | None) -> None:
        """Remove the newest line again: its transaction failed and nobody was told. Needs no room on the disk."""
        assert self.last == event
        size = self._size - len(event.line)
        descriptor = os.open(self.path, os.O_WRONLY)
        try:
            os.ftruncate(descriptor, size)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        self.last, self.unsettled, self._size = before, None, size

    def rewrite(self, events: list[Event]) -> None:
        """Replace the file by these events (the damaged one is kept elsewhere by the caller), whole or not at all."""
        part = self.path.with_suffix(".part")
        write_whole(part, b"".join(event.line for event in events))
        os.replace(part, self.path)
        sync_folder(self.path.parent)
        self.adopt(events[-1] if events else None)


class ForeignWriter(Exception):
    """The journal was changed by somebody else since it was read: nothing is written."""


def write_whole(path: Path, content: bytes) -> None:
    """Write a file of the owner only, and have it on disk before returning."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BYTES, 0o600)
    try:
        _write_all(descriptor, content)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_file(path: Path) -> None:
    """Have a file that the engine wrote on disk."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Have a folder's names on disk: a new or renamed file is safe only then (Windows keeps them by itself)."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write_all(descriptor: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]
