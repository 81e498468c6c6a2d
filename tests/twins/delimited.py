"""The slow plain twin of `data.reading.form.text.delimited`: one character at a time, no module, no split."""


def cut(
    text: str, delimiter: str, newline: str = "\n"
) -> tuple[list[tuple[int, list[str]]], list[tuple[int | None, str]]]:
    """Records as (first line, cells) and faults as (first line, code); an unclosed quote has no line of its own.

    `newline` is "\\n" (CRLF ends a line too) or "\\r".
    """
    records: list[tuple[int, list[str]]] = []
    faults: list[tuple[int | None, str]] = []
    at, line = 0, 1
    while at < len(text):
        start, cells, fault, stray = line, [], None, False
        while True:  # one cell a turn
            cell, quoted = "", False
            if text[at : at + 1] == '"':
                quoted, at = True, at + 1
                while True:
                    if at >= len(text):
                        faults.append((None, "quote_unclosed"))
                        return records, faults
                    if text[at] == '"' and text[at + 1 : at + 2] == '"':
                        cell, at = cell + '"', at + 2
                    elif text[at] == '"':
                        at += 1
                        break
                    else:
                        line += text[at] == newline
                        cell, at = cell + text[at], at + 1
            while at < len(text) and text[at] != delimiter and not _ends(text, at, newline):
                if text[at] in "\r\n":
                    fault = "carriage_return"
                elif quoted:
                    fault = "quote_inside"
                if fault:
                    break
                cell, at = cell + text[at], at + 1
            cells.append(cell)
            stray = stray or (not quoted and _stray(cell))
            if fault or at >= len(text) or _ends(text, at, newline):
                break
            at += 1
        if fault:  # the rest of this line is of no use
            while at < len(text) and text[at] != newline:
                at += 1
        else:
            while at < len(text) and text[at] != newline:
                at += 1
        if at < len(text):
            at += 1
        line += 1
        if fault or stray:
            faults.append((start, fault or "quote_stray"))
        else:
            records.append((start, cells))
    return records, faults


def _stray(cell: str) -> bool:
    """Whether an unquoted cell has doubled quotes, or an odd number of those that are no inches (8", not 8"a)."""
    others = 0
    for i, char in enumerate(cell):
        inch = cell[i - 1 : i].isdecimal() and not (cell[i + 1 : i + 2].isalnum() or cell[i + 1 : i + 2] == "_")
        others += char == '"' and not inch
    return '""' in cell or others % 2 == 1


def _ends(text: str, at: int, newline: str) -> bool:
    """The line end, or a run of the other character that stands before it or before the end of the text."""
    while at < len(text) and text[at] in "\r\n" and text[at] != newline:
        at += 1
        if at == len(text):
            return True
    return at < len(text) and text[at] == newline
