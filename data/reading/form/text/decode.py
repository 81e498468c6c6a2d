"""Bytes to text: UTF-8, with or without a byte order mark, UTF-16 with one; Windows-1252 only when confirmed.

Nothing is ever replaced or skipped: one byte that does not decode is a question or a refusal that names its place.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from data.reading.form.table.table import Question, Refusal
from data.terms.problems import Problem

MAX_BYTES = 4 * 1000 * 1000 * 1000  # some thirty million ratings; the browser takes 300 MB, the command line any
MAX_LINE_BYTES = 4 << 20  # 200 columns of 4,000 characters, with room for bytes beyond ASCII
BLOCK = 1 << 22

BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}

# Bytes Windows-1252 leaves undefined: a file that has one is not Windows-1252.
NOT_CP1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


@dataclass(frozen=True)
class Text:
    """A file whose every byte has been seen to decode.

    `newline` is what ends its lines: "\\n" (LF and CRLF alike) or "\\r", whichever occurs more; `newlines` names those
    found, for the screen.
    `quoted` says whether a double quote occurs anywhere.
    """

    path: Path
    encoding: str
    newline: str
    newlines: str
    quoted: bool

    def blocks(self, characters: int = BLOCK) -> Iterator[str]:
        """The text in blocks of whole lines (the last line may lack its newline); line ends stay as they are."""
        unfinished = ""
        with self.path.open(encoding=self.encoding, newline="") as file:
            block = file.read(characters)
            while following := file.read(characters):
                block = unfinished + block
                end = block.rfind(self.newline) + 1
                unfinished = block[end:]
                if end:
                    yield block[:end]
                block = following
        if unfinished or block:
            yield unfinished + block


def survey(path: Path, encoding: str | None, lines: bool = True) -> Text | Refusal:
    """Read every byte once: which encoding, which line ends, any quote. Constant memory.

    Without `lines` no line is too long: a web page may be all on one.
    """
    longest = MAX_LINE_BYTES if lines else MAX_BYTES
    size = path.stat().st_size
    if size > MAX_BYTES:
        return _refused("file_too_big", found=f"{size / 1e6:.0f} MB", expected=f"{MAX_BYTES // 1_000_000} MB")
    with path.open("rb") as file:
        head = file.read(4)
    marked = next((name for bom, name in BOMS.items() if head.startswith(bom)), None)
    if marked == "utf-16" or encoding == "utf-16":
        return _survey_text(path, "utf-16", longest) if marked == "utf-16" else _refused("encoding_utf16_without_bom")
    if encoding == "cp1252" and not marked:
        return _survey_bytes(path, "cp1252", longest)
    return _survey_bytes(path, marked or "utf-8", longest)


def _survey_bytes(path: Path, encoding: str, longest: int) -> Text | Refusal:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    offset = lf = crlf = cr = 0
    quoted, since_line_end, last = False, 0, b""
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            if (nul_at := block.find(b"\0")) >= 0:
                return _nul(path, offset + nul_at, block)
            try:
                decoder.decode(block)
            except UnicodeDecodeError:
                return _undecodable(path, encoding)
            quoted = quoted or b'"' in block
            lf += block.count(b"\n")
            returns = block.count(b"\r")
            if returns or last == b"\r":
                pairs = block.count(b"\r\n") + (last == b"\r" and block.startswith(b"\n"))
                crlf, cr = crlf + pairs, cr + returns
            end = max(block.rfind(b"\n"), block.rfind(b"\r"))
            since_line_end = len(block) - end - 1 if end >= 0 else since_line_end + len(block)
            if since_line_end > longest:
                return _refused("line_too_long", detail={"byte": offset + len(block)}, expected=str(MAX_LINE_BYTES))
            offset, last = offset + len(block), block[-1:]
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return _undecodable(path, encoding)
    return _text(path, encoding, lf, crlf, cr, quoted)


def _survey_text(path: Path, encoding: str, longest: int) -> Text | Refusal:
    """As `_survey_bytes`, for an encoding whose characters are not its bytes."""
    lf = crlf = cr = since_line_end = 0
    quoted, last = False, ""
    try:
        with path.open(encoding=encoding, newline="") as file:
            while block := file.read(BLOCK):
                if "\0" in block:
                    return _refused("nul", detail={"byte": "-", "line": lf + block[: block.find("\0")].count("\n") + 1})
                quoted = quoted or '"' in block
                lf, cr = lf + block.count("\n"), cr + block.count("\r")
                crlf += block.count("\r\n") + (last == "\r" and block.startswith("\n"))
                end = max(block.rfind("\n"), block.rfind("\r"))
                since_line_end = len(block) - end - 1 if end >= 0 else since_line_end + len(block)
                if since_line_end > longest:
                    return _refused("line_too_long", detail={"byte": "-"}, expected=str(MAX_LINE_BYTES))
                last = block[-1:]
    except UnicodeDecodeError as error:
        return _refused("encoding_broken", detail={"byte": error.start, "encoding": "UTF-16"})
    return _text(path, encoding, lf, crlf, cr, quoted)


def _text(path: Path, encoding: str, lf: int, crlf: int, cr: int, quoted: bool) -> Text:
    line_ends = [name for name, count in (("CRLF", crlf), ("LF", lf - crlf), ("CR", cr - crlf)) if count]
    # A line feed inside the cells of a CR file is rarer than its lines, and the other way round.
    newline = "\r" if cr - crlf > lf and not crlf else "\n"
    return Text(path, encoding, newline, "+".join(line_ends) or "-", quoted)


def _nul(path: Path, position: int, block: bytes) -> Refusal:
    # Every second byte of UTF-16 text in Latin letters is NUL: then the missing byte order mark is the fault.
    if block.count(b"\0") > len(block) // 4:
        return _refused("encoding_utf16_without_bom")
    return _refused("nul", detail={"byte": position, "line": _line_at(path, position)})


def _undecodable(path: Path, encoding: str) -> Refusal:
    """Not UTF-8: Windows-1252 to be confirmed, or a mixture nobody should read. Only refused files pay for this."""
    content = path.read_bytes()
    name = "utf-8" if encoding == "utf-8-sig" else encoding
    try:
        content.decode(name)
    except UnicodeDecodeError as error:
        position = error.start
    where = {"byte": position, "line": content[:position].count(b"\n") + 1}
    if encoding == "cp1252":
        return _refused("encoding_not_cp1252", detail=where, found=f"0x{content[position]:02X}")
    without = UTF8_SEQUENCE.sub(b"", content)
    if encoding == "utf-8-sig" or len(without) < len(content):
        return _refused("encoding_mixed", detail=where, found=f"0x{content[position]:02X}")
    if undefined := NOT_CP1252.search(content):
        where = {"byte": undefined.start(), "line": content[: undefined.start()].count(b"\n") + 1}
        return _refused("encoding_unknown", detail=where, found=f"0x{undefined[0][0]:02X}")
    start = max(content.rfind(b"\n", 0, position) + 1, position - 10)
    excerpt = content[start : position + 10].splitlines()[0].decode("cp1252").strip()
    detail = where | {"excerpt": excerpt, "bytes": len(content) - len(content.translate(None, bytes(range(128, 256))))}
    question = Question("encoding_cp1252", f"0x{content[position]:02X}", ("cp1252",), "cp1252", detail=detail)
    return Refusal([], [question])


def _line_at(path: Path, position: int) -> int:
    with path.open("rb") as file:
        return file.read(position).count(b"\n") + 1


def _refused(code: str, found: str | None = None, expected: str | None = None, detail: dict | None = None) -> Refusal:
    return Refusal([Problem(code, found=found, expected=expected, detail=detail or {})])
