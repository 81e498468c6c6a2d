"""Several files at once: each read by itself, one after the other, and what they ask merged into one list.

A question two files ask alike is asked once and its answer goes into the mapping of both. Which files make up what is
stored, and which stand in each other's way, is for `data.batches.together`.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from data.reading import memory
from data.reading import upload as reading
from data.reading.form.archive import File, unpacked
from data.reading.form.table.table import Question
from data.reading.form.text import sniff
from data.reading.meaning import mapping as mappings
from data.reading.upload import Upload
from data.terms import spelling
from data.terms.problems import Problem


@dataclass
class Part:
    """One file of several, how it is to be read (`given`, a mapping), and the folder for what is made of it."""

    file: File
    given: dict
    out: Path

    @property
    def name(self) -> str:
        return self.file.name


@dataclass(frozen=True)
class Shared:
    """One question, and the places of the files that ask it. `question.detail["key"]` tells it from all others, in
    this and in every later round; `question.detail["files"]` are the names of its files, None where all ask it."""

    question: Question
    places: tuple[int, ...] = field(default=())

    @property
    def key(self) -> str:
        return self.question.detail["key"]


def parts(files: Iterable[File], given: dict, folder: Path) -> tuple[list[Part], list[Problem]]:
    """The files to read, those of a ZIP in its place, each name once; and what was wrong with the ZIPs or passed over.

    What is made of each file goes into a folder of its own below `folder`: two files may have the same bytes.
    """
    listed: list[File] = []
    problems: list[Problem] = []
    for number, file in enumerate(files):
        if sniff.kind_of(file.path) != "zip":
            listed.append(file)
            continue
        inside = folder / f"zip-{number:04}"
        inside.mkdir()
        found, wrong = unpacked(file.path, inside)
        listed += found
        problems += [replace(each, detail={"zip": file.name}) for each in wrong]
    made: list[Part] = []
    for number, (file, name) in enumerate(zip(listed, _once_each([file.name for file in listed]), strict=True)):
        out = folder / f"part-{number:04}"
        out.mkdir()
        made.append(Part(File(file.path, name), dict(given), out))
    return made, problems


def _once_each(names: list[str]) -> list[str]:
    """The names with a number behind those that stood before: two offices call their file rekap.xlsx."""
    times: Counter[str] = Counter()
    told = []
    for name in names:
        times[name] += 1
        stem, dot, suffix = name.rpartition(".")
        number = f" ({times[name]})" if times[name] > 1 else ""
        told.append(f"{stem}{number}{dot}{suffix}" if dot else name + number)
    return told


def read(part: Part, known, progress: Callable[[str, int], None] | None = None) -> Upload:
    """Read one part as its mapping says. Memory goes back before the next."""
    upload = reading.read(part.file.path, part.name, known, part.given or None, part.out, progress)
    memory.give_back()
    return upload


def shared(
    uploads: list[Upload], askable: Callable[[list[Question]], list[Question]] = list
) -> list[Shared]:  # fmt: skip
    """What the files ask, each question once. `askable` picks what one file's questions can be answered now.

    Of a question of several files the rows are counted together. What it offers is what the first file that asks it
    offers: two files whose offers differ are asked apart, but for names, where offers only help to choose.
    """
    asked: dict[str, tuple[Question, list[int]]] = {}
    for place, upload in enumerate(uploads):
        for question in askable(upload.questions):
            key = key_of(question)
            first, places = asked.setdefault(key, (question, []))
            if places and isinstance(first.detail.get("rows"), int):
                rows = first.detail["rows"] + (question.detail.get("rows") or 0)
                asked[key] = replace(first, detail=first.detail | {"rows": rows}), places
            places.append(place)
    return [
        Shared(
            replace(question, detail=question.detail | {"key": key, "files": _names(uploads, places)}), tuple(places)
        )
        for key, (question, places) in asked.items()
    ]


def _names(uploads: list[Upload], places: list[int]) -> tuple[str, ...] | None:
    return None if len(places) == len(uploads) else tuple(uploads[place].file_name for place in places)


_WITHOUT_SUBJECT = frozenset({"ask_kind", "ask_scale", "ask_scale_of", "ask_percent_over"})
"""Questions whose subject is the file's name, or the range of values it happens to have: no two files share that."""


def key_of(question: Question) -> str:
    """What two files' questions have in common where one answer holds for both."""
    detail = question.detail
    ask = detail.get("ask", "")
    if ask.startswith("values."):
        same: tuple = (spelling.key(question.subject), detail.get("region"))
    elif question.code in _WITHOUT_SUBJECT:
        same = (detail.get("where"), *question.choices)
    else:  # where rows are named, they are of the one file
        apart = [detail.get(part) for part in ("field", "rules", "lines", "rows")]
        same = (question.subject, *apart, *question.choices)
    return hashlib.sha256(repr((question.code, ask, same)).encode()).hexdigest()[:16]


def add_unknown(uploads: list[Upload], sector: str, known) -> dict[int, dict]:
    """By place, the mapping of each file that asks, with every unknown name added, as `upload.add_unknown` does for
    one: a name several files share gets one code, and no two names the same."""
    asked = [each.question for each in shared(uploads)]
    added = mappings.with_unknown_added({"values": taken(uploads)}, asked, sector, known)["values"]
    by_key = {kind: {spelling.key(name): given for name, given in names.items()} for kind, names in added.items()}
    told = {}
    for place, upload in enumerate(uploads):
        values: dict[str, dict] = {}
        for question in upload.questions:
            kind = question.detail.get("ask", "").removeprefix("values.")
            if kind in by_key and kind in ("agency", "indicator"):
                values.setdefault(kind, {})[question.subject] = by_key[kind][spelling.key(question.subject)]
        if values:
            told[place] = mappings.merged(upload.mapping, {"values": values})
    return told


def taken(uploads: list[Upload]) -> dict[str, dict]:
    """The names the files add already, by kind: their codes are taken for all."""
    names: dict[str, dict] = {}
    for upload in uploads:
        for kind, given in upload.mapping.get("values", {}).items():
            for name, answer in given.items():
                if isinstance(answer, dict) and "add" in answer:
                    names.setdefault(kind, {})[name] = answer
    return names
