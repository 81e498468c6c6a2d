"""Formulas of an XLS that nobody worked out, told from those whose result is an empty text.

Writers leave the result of such a formula an empty text, as Excel does for a text that is empty; or 0, with the
word that the cell is to be worked out when it is opened.
"""

import struct
from collections.abc import Iterator
from typing import Any

_FORMULA = 0x0006
_BEGIN, _EOF = (0x0809, 0x0409, 0x0209), 0x000A
_BLANK_RESULT, _NO_NUMBER = 3, b"\xff\xff"
_ZERO, _ON_OPENING = bytes(8), 0x0002
_TEXT, _ATTRIBUTE, _FUNCTION, _FUNCTION_OF_MANY = 0x17, 0x19, 0x21, 0x22
_SUM, _CHOOSE = 0x10, 0x04
_SIZES = (
    dict.fromkeys(range(0x03, 0x17), 1)
    | {0x01: 5, 0x02: 5, 0x1C: 2, 0x1D: 2, 0x1E: 3, 0x1F: 9, 0x20: 8, 0x21: 3, 0x22: 4, 0x23: 5, 0x24: 5, 0x25: 9}
    | {0x26: 7, 0x27: 7, 0x28: 7, 0x29: 3, 0x2A: 5, 0x2B: 9, 0x2C: 5, 0x2D: 9}
    | {0x39: 7, 0x3A: 7, 0x3B: 11, 0x3C: 7, 0x3D: 11}
)  # fmt: skip
"""Bytes of each token of a formula, this one among them; those of texts and attributes differ."""
_OPERATORS = frozenset((*range(0x03, 0x08), *range(0x09, 0x0F), 0x13, 0x14))  # + - * / ^, comparisons, minus, per cent
_PLUS, _PARENTHESES = 0x12, 0x15  # change nothing: `=+A1` is a text where A1 is one
_NUMERIC = frozenset(
    (0, 4, 5, 6, 7, 12, 20, 24, 25, 26, 27, 32, 33, 36, 37, 38, 39, 46, 63, 64, 169, 183, 193, 194, 197, 212, 213, 216,
     227, 228, 325, 326, 327, 328, 330, 331, 344, 345, 346, 347)
)  # fmt: skip
"""Functions whose result is a number or true or false: COUNT SUM AVERAGE MIN MAX STDEV SQRT ABS INT SIGN ROUND LEN
VALUE AND OR NOT MOD VAR RAND MATCH COUNTA PRODUCT STDEVP VARP TRUNC ROUNDUP ROUNDDOWN RANK MEDIAN SUMPRODUCT LARGE
SMALL QUARTILE PERCENTILE MODE TRIMMEAN SUBTOTAL SUMIF COUNTIF COUNTBLANK."""


def without_result(book: Any) -> list[set[tuple[int, int]]]:
    """For each sheet the cells of its formulas that nobody worked out.

    An empty text is no result of a formula that ends in arithmetic; where one such stands, or no formula of the
    workbook has a result, of none.
    """
    unknown: list[set[tuple[int, int]]] = []
    waiting: list[set[tuple[int, int]]] = []
    results = certain = 0
    for start in book._sh_abs_posn:  # on demand, xlrd keeps the stream for it
        blank: set[tuple[int, int]] = set()
        zero: set[tuple[int, int]] = set()
        for place, result, options, tokens in _formulas(book.mem, start):
            if result[6:] == _NO_NUMBER and result[0] == _BLANK_RESULT:
                blank.add(place)
                certain += _makes_a_number(tokens)
            elif result == _ZERO and options & _ON_OPENING:
                zero.add(place)
            else:
                results += 1
        unknown.append(blank)
        waiting.append(zero)
    return [zero | blank if certain or not results else zero for zero, blank in zip(waiting, unknown, strict=True)]


def _formulas(stream: bytes, at: int) -> Iterator[tuple[tuple[int, int], bytes, int, bytes]]:
    """(row, column), result, options and tokens of each formula of a sheet's records."""
    depth = 0
    while at >= 0 and at + 4 <= len(stream):
        code, size = struct.unpack_from("<HH", stream, at)
        if code == _FORMULA and size >= 22:
            row, column, _, result, options, _, length = struct.unpack_from("<3H8sHIH", stream, at + 4)
            yield (row, column), result, options, bytes(stream[at + 26 : at + 26 + min(length, size - 22)])
        depth += (code in _BEGIN) - (code == _EOF)
        if code == _EOF and depth <= 0:
            return
        at += 4 + size


def _makes_a_number(tokens: bytes) -> bool:
    """Whether the last thing a formula does gives a number; False, too, for what is not known."""
    at, numeric = 0, False
    while at < len(tokens):
        code = tokens[at] if tokens[at] < 0x20 else tokens[at] & 0x1F | 0x20
        size = _size(code, tokens[at : at + 4])
        if size is None:
            return False
        if code == _ATTRIBUTE:
            numeric = bool(tokens[at + 1] & _SUM) or numeric
        elif code not in (_PLUS, _PARENTHESES):
            function = int.from_bytes(tokens[at + size - 2 : at + size], "little") & 0x7FFF
            numeric = code in _OPERATORS or (code in (_FUNCTION, _FUNCTION_OF_MANY) and function in _NUMERIC)
        at += size
    return numeric and at == len(tokens)


def _size(code: int, head: bytes) -> int | None:
    if code == _TEXT and len(head) > 2:
        return 3 + head[1] * (1 + (head[2] & 1))
    if code == _ATTRIBUTE and len(head) > 3:
        return 4 + (2 * (int.from_bytes(head[2:4], "little") + 1) if head[1] & _CHOOSE else 0)
    return _SIZES.get(code)
