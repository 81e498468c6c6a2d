"""Answers worked out from releases, kept as bytes beside the store: one file for each role, region and period.

They follow from the store and the code, so no journal and no backup holds them: what is missing or does not fit is
worked out anew. Each file says by which `formula` and on which `basis` its answers were made; who asks names both, and
is given nothing that was made otherwise.
"""

import contextlib
import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

FOLDER = "answers"
PERSONS = "planner"  # the role whose answers hold persons: its files stand apart


@dataclass(frozen=True)
class Place:
    """Where the answers of one release lie: role (`leader` or `planner`), region, period."""

    role: str
    region: str
    period: str

    def path(self, home: Path) -> Path:
        return home / FOLDER / self.role / f"{quote(self.region, safe='')}.{quote(self.period, safe='')}"


def write(home: Path, place: Place, formula: str, basis: str, answers: Mapping[str, bytes]) -> None:
    """Put these answers in the place of whatever was there, in one step."""
    parts, start = {}, 0
    for key, payload in answers.items():
        parts[key] = (start, len(payload), hashlib.sha256(payload).hexdigest())
        start += len(payload)
    path = place.path(home)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_suffix(f"{path.suffix}.new")
    fresh.touch(mode=0o600)
    with fresh.open("wb") as out:
        out.write(json.dumps({"formula": formula, "basis": basis, "answers": parts}).encode() + b"\n")
        for payload in answers.values():
            out.write(payload)
    fresh.replace(path)


def fit(home: Path, place: Place, formula: str, basis: str) -> bool:
    """Whether there are answers made by this formula on this basis."""
    head, _ = _head(place.path(home))
    return head.get("formula") == formula and head.get("basis") == basis


def find(home: Path, place: Place, formula: str, basis: str, key: str) -> bytes | None:
    """One answer made by this formula on this basis; None where there is none, or where its bytes are damaged."""
    head, start = _head(place.path(home))
    if head.get("formula") != formula or head.get("basis") != basis or key not in head["answers"]:
        return None
    return _part(place.path(home), start, head["answers"][key])


def made_before(home: Path, place: Place) -> tuple[str, str, dict[str, bytes]]:
    """Formula, basis and answers of the file as it lies there, whatever they were made by; nothing without a file."""
    head, start = _head(place.path(home))
    parts = {key: _part(place.path(home), start, part) for key, part in head.get("answers", {}).items()}
    return head.get("formula", ""), head.get("basis", ""), {key: part for key, part in parts.items() if part}


def drop(home: Path, role: str | None = None) -> None:
    """Forget all answers, or those of one role."""
    shutil.rmtree(home / FOLDER / (role or ""), ignore_errors=True)


def _head(path: Path) -> tuple[dict, int]:
    """What a file says of itself, and where its first answer begins."""
    with contextlib.suppress(OSError, ValueError), path.open("rb") as file:
        line = file.readline()
        head = json.loads(line)
        if isinstance(head, dict) and isinstance(head.get("answers"), dict):
            return head, len(line)
    return {}, 0


def _part(path: Path, start: int, part: tuple[int, int, str]) -> bytes | None:
    offset, size, sha256 = part
    with contextlib.suppress(OSError), path.open("rb") as file:
        file.seek(start + offset)
        payload = file.read(size)
        if hashlib.sha256(payload).hexdigest() == sha256:
            return payload
    return None
