"""What the cells of an XLSX or an ODS say, worked out a second time: whole trees of the XML, every rule a plain loop.

It shares no code with the reader. `cells(content)` is {(sheet, row, column): cell} of all that is not empty, rows and
columns from 0; a cell is as the reader writes it. ValueError where the file says no one thing.
"""

import datetime
import io
import posixpath
import re
import zipfile
from decimal import Decimal
from xml.etree import ElementTree

from openpyxl.utils.cell import column_index_from_string, coordinate_from_string, get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

_DATES = {14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 47} | set(range(27, 37)) | set(range(50, 59))
_HARD = {"#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!",
         "#CONNECT!"}  # fmt: skip


def cells(content: bytes) -> dict[tuple[int, int, int], object]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = set(archive.namelist())
        trees = {name: ElementTree.fromstring(archive.read(name)) for name in names if name.endswith((".xml", ".rels"))}
    return _of_ods(trees) if "content.xml" in names else _of_xlsx(trees)


def _local(element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _attribute(element, name: str) -> str | None:
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return value
    return None


def _of_xlsx(trees: dict) -> dict:
    book = trees["xl/workbook.xml"]
    targets = {}
    for relation in trees["xl/_rels/workbook.xml.rels"]:
        target = relation.get("Target")
        whole = target[1:] if target.startswith("/") else posixpath.join("xl", target)
        targets[relation.get("Id")] = relation.get("Type").rpartition("/")[2], posixpath.normpath(whole)
    recalculated = since_1904 = False
    for part in book:
        if _local(part) == "calcPr":
            recalculated = part.get("fullCalcOnLoad") in ("1", "true", "on")
        if _local(part) == "workbookPr":
            since_1904 = part.get("date1904") in ("1", "true", "on")
    strings = _strings(trees, targets)
    formats = _formats(trees, targets)
    found: dict = {}
    sheets = [sheet for part in book if _local(part) == "sheets" for sheet in part if _local(sheet) == "sheet"]
    for number, sheet in enumerate(sheets):
        link = sheet.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")
        kind, target = targets.get(link, ("", ""))
        if kind == "worksheet":
            _sheet(trees[target], number, strings, formats, recalculated, since_1904, found)
    return found


def _strings(trees: dict, targets: dict) -> list[str]:
    for kind, target in targets.values():
        if kind == "sharedStrings" and target in trees:
            return [_rich(item) for item in trees[target].iter() if _local(item) == "si"]
    return []


def _rich(item) -> str:
    """The text of a string: its own, or that of its runs; how it is pronounced is left away."""
    text = ""
    for part in item:
        if _local(part) == "t":
            text += part.text or ""
        elif _local(part) == "r":
            text += "".join(t.text or "" for t in part if _local(t) == "t")
    out = ""
    while (at := text.find("_x")) >= 0:
        digits = text[at + 2 : at + 6]
        if len(digits) == 4 and text[at + 6 : at + 7] == "_" and all(d in "0123456789abcdefABCDEF" for d in digits):
            out, text = out + text[:at] + chr(int(digits, 16)), text[at + 7 :]
        else:
            out, text = out + text[: at + 2], text[at + 2 :]
    return out + text


def _formats(trees: dict, targets: dict) -> list | None:
    """For each cell format its (number, code or None); None where the file has no styles."""
    for kind, target in targets.values():
        if kind == "styles" and target in trees:
            root = trees[target]
            codes = {each.get("numFmtId"): each.get("formatCode") or "" for part in root if _local(part) == "numFmts"
                     for each in part if _local(each) == "numFmt"}  # fmt: skip
            return [(xf.get("numFmtId") or "0", codes.get(xf.get("numFmtId") or "0")) for part in root
                    if _local(part) == "cellXfs" for xf in part if _local(xf) == "xf"]  # fmt: skip
    return None


def _sheet(root, number, strings, formats, recalculated, since_1904, found) -> None:
    row_at = -1
    for row in (row for part in root if _local(part) == "sheetData" for row in part if _local(row) == "row"):
        row_at = int(row.get("r")) - 1 if row.get("r") is not None else row_at + 1
        column = -1
        for cell in (cell for cell in row if _local(cell) == "c"):
            column += 1
            if cell.get("r") is not None:
                letters, at = coordinate_from_string(cell.get("r"))
                column = column_index_from_string(letters) - 1
                if at - 1 != row_at:
                    raise ValueError("a cell of another row")
            if (number, row_at, column) in found:
                raise ValueError("a cell twice")
            said = _xlsx_cell(cell, row_at, column, strings, formats, recalculated, since_1904)
            if said != "":
                found[number, row_at, column] = said


def _xlsx_cell(cell, row, column, strings, formats, recalculated, since_1904):
    kind = cell.get("t") or "n"
    values = [part for part in cell if _local(part) == "v"]
    formula = any(_local(part) == "f" for part in cell)
    inline = [part for part in cell if _local(part) == "is"]
    if len(values) > 1 or len(inline) > 1:
        raise ValueError("two values")
    value = (values[0].text or "") if values else None
    name = f"{get_column_letter(column + 1)}{row + 1}"
    unknown = {"uncomputed": ["", name]}
    if kind == "e":
        if formula and not value:
            return unknown
        return {"error": [((value or "").strip() or "#?")[:40], name]}
    if formula and not inline:
        if value is None:
            return unknown
        if value.strip() == "" and (kind != "str" or recalculated):
            return unknown
    if formula and recalculated and kind == "n" and value and value.strip() and all(sign in "0. " for sign in value):
        return unknown
    if kind == "inlineStr":
        return _text(_rich(inline[0]) if inline else _rich_text(value or ""), name)
    if value is None:
        return ""
    if kind == "s":
        index = int(value)
        if not 0 <= index < len(strings):
            raise ValueError("no such string")
        return _text(strings[index], name)
    if kind == "str":
        return _text(_rich_text(value), name)
    if kind == "b":
        word = value.strip()
        return True if word in ("1", "true") else False if word in ("0", "false") else value
    if kind == "n":
        return _number(cell, value, name, formats, since_1904)
    raise ValueError("another kind of cell")


def _rich_text(text: str) -> str:
    item, part = ElementTree.Element("si"), ElementTree.Element("t")
    part.text = text
    item.append(part)
    return _rich(item)


def _text(text: str, name: str):
    return {"error": [text.strip(), name]} if text.startswith("#") and text.strip() in _HARD else text[:4001]


def _plain_number(text: str) -> float | None:
    """A number as XML Schema writes one: ASCII signs only."""
    bare = text.strip(" \t\r\n")
    if not bare or any(sign not in "0123456789+-.eE" for sign in bare):
        return None
    try:
        number = float(bare)
    except ValueError:
        return None
    return None if abs(number) == float("inf") else number


def _number(cell, value, name, formats, since_1904):
    number = _plain_number(value)
    if number is None:
        return "" if value.strip() == "" else _text(_rich_text(value), name)
    style = cell.get("s")
    if style is None or formats is None:
        return number
    index = int(style)
    if not 0 <= index < len(formats):
        raise ValueError("no such style")
    return _formatted(number, *formats[index], since_1904)


def _formatted(number: float, identity: str, code: str | None, since_1904: bool):
    if code is None:
        builtin = int(identity) if identity.isdigit() else 0
        kind = "%" if builtin in (9, 10) else "d" if builtin in _DATES else "h" if builtin == 46 else ""
    else:
        kind = _kind(_section(code, number))
    if kind == "%":
        return {"percent": float(Decimal(repr(number)) * 100)}
    if kind == "h":
        return {"duration": number * 86400}
    return _day(number, since_1904) if kind == "d" else number


def _signs(code: str) -> str:
    """A format without what is printed as it stands."""
    out, at = "", 0
    while at < len(code):
        if code[at] == '"' and '"' in code[at + 1 :]:
            at = code.index('"', at + 1) + 1
        elif code[at] in "\\_*" and at + 1 < len(code):
            at += 2
        else:
            out += code[at]
            at += 1
    return out


def _section(code: str, number: float) -> str:
    parts = _signs(code).split(";")[:3]
    if len(parts) == 1 or len({_kind(part) for part in parts}) == 1:
        return parts[0]
    if any(f"[{sign}" in part for part in parts for sign in "<>="):
        raise ValueError("conditions are not judged here")
    if len(parts) == 2:
        return parts[0] if number >= 0 else parts[1]
    return parts[0] if number > 0 else parts[1] if number < 0 else parts[2]


def _kind(section: str) -> str:
    low, bare, inside = section.lower(), "", False
    for at, sign in enumerate(low):
        if sign == "[" and "]" in low[at:]:
            inside = True
            word = low[at + 1 : low.index("]", at)]
            if word and word[0] in "hms" and set(word) == {word[0]}:
                return "h"
        if not inside:
            bare += sign
        if sign == "]":
            inside = False
    if "%" in bare:
        return "%"
    return "d" if any(sign in bare.replace("general", "") for sign in "ymdhs") else ""


def _day(number: float, since_1904: bool):
    if number < 0 or number >= 2_000_000:
        raise ValueError("no day that is worth a look")
    when = from_excel(number, CALENDAR_MAC_1904 if since_1904 else CALENDAR_WINDOWS_1900)
    return _moment(when)


def _moment(when):
    if not hasattr(when, "date"):
        return {"time": when.isoformat()}
    if (when.hour, when.minute, when.second, when.microsecond) == (0, 0, 0, 0):
        return {"date": when.date().isoformat()}
    return {"datetime": when.isoformat(timespec="milliseconds" if when.microsecond else "seconds")}


def _of_ods(trees: dict) -> dict:
    found: dict = {}
    sheets = [part for part in trees["content.xml"].iter() if _local(part) == "spreadsheet"]
    percents = _ods_percents(trees)
    for number, table in enumerate(part for sheet in sheets for part in sheet if _local(part) == "table"):
        columns = []
        for column in _below(table, "table-column"):
            columns += [_attribute(column, "default-cell-style-name")] * min(_times(column, "columns"), 300)
        row_at = 0
        for row in _below(table, "table-row"):
            times = _times(row, "rows")
            said = _ods_row(row, columns, percents)
            if said and row_at + times > 300_000:
                raise ValueError("too many rows")
            for extra in range(times if said else 0):
                for place, cell in said.items():
                    name = f"{get_column_letter(place + 1)}{row_at + extra + 1}"
                    found[number, row_at + extra, place] = (
                        {cell[0]: [cell[1], name]} if isinstance(cell, tuple) else cell
                    )
            row_at += times
    return found


def _below(element, name: str):
    """Elements of a name within their groups, not within one another."""
    for part in element:
        if _local(part) == name:
            yield part
        elif _local(part) in ("table-row-group", "table-rows", "table-header-rows", "table-column-group",
                              "table-columns", "table-header-columns"):  # fmt: skip
            yield from _below(part, name)


def _times(element, what: str) -> int:
    text = _attribute(element, f"number-{what}-repeated")
    return int(text) if text and text.isdigit() and int(text) else 1


def _ods_percents(trees: dict) -> set[str]:
    styles = [part for name in ("styles.xml", "content.xml") if name in trees for part in trees[name].iter()]
    shown = {_attribute(part, "name") for part in styles if _local(part) == "percentage-style"}
    return {_attribute(part, "name") for part in styles if _local(part) == "style"
            and _attribute(part, "data-style-name") in shown}  # fmt: skip


def _ods_row(row, columns, percents) -> dict:
    said, at, default = {}, 0, _attribute(row, "default-cell-style-name")
    for cell in row:
        if _local(cell) not in ("table-cell", "covered-table-cell"):
            continue
        style = _attribute(cell, "style-name") or default or (columns[at] if at < len(columns) else None)
        value, times = _ods_cell(cell, style in percents), _times(cell, "columns")
        for extra in range(min(times, 300) if value != "" else 0):
            said[at + extra] = value
        at += times
    return said


def _ods_text(element) -> str:
    paragraphs = []
    for part in element:
        if _local(part) in ("p", "h"):
            paragraphs.append(_ods_run(part))
    return "\n".join(paragraphs)


def _ods_run(element) -> str:
    text = " ".join(_split(element.text or ""))
    for part in element:
        if _local(part) == "s":
            text += " " * int(_attribute(part, "c") or 1)
        elif _local(part) == "tab":
            text += "\t"
        elif _local(part) == "line-break":
            text += "\n"
        elif _local(part) not in ("annotation", "frame"):
            text += _ods_run(part)
        text += " ".join(_split(part.tail or ""))
    return text


def _split(text: str) -> list[str]:
    for sign in "\t\r\n":
        text = text.replace(sign, " ")
    while "  " in text:
        text = text.replace("  ", " ")
    return text.split(" ") if text else []


_ODF_ERRORS = {"#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#N/A"}


def _ods_cell(cell, percent: bool):
    kind = next((value for key, value in cell.attrib.items() if key.endswith("office:1.0}value-type")), "")
    extension = next((value for key, value in cell.attrib.items() if key.endswith("calc:1.0}value-type")), "")
    kind, words, formula = kind or extension, _ods_text(cell), _attribute(cell, "formula") is not None
    if "error" in (kind, extension):
        return ("error", (words.strip() or "#?")[:40])
    if formula and (words.strip() in _ODF_ERRORS or words.strip().startswith("Err:")):
        return ("error", words.strip()[:40])
    if kind in ("string", ""):
        given = _attribute(cell, "string-value")
        paragraphs = any(_local(part) in ("p", "h") for part in cell)
        if formula and given is None and not words and not (kind and paragraphs):
            return ("uncomputed", "")
        heard = words or given or ""
        return ("error", heard.strip()) if heard.startswith("#") and heard.strip() in _HARD else heard[:4001]
    if kind == "boolean":
        value = _attribute(cell, "boolean-value")
        value = {"true": True, "false": False}.get(value, value)
    elif kind in ("float", "percentage", "currency"):
        value = next((text for key, text in cell.attrib.items() if key.endswith("office:1.0}value")), None)
        number = None if value is None else _plain_number(value)
        if number is not None:
            shown = kind == "percentage" or (kind == "float" and percent)
            return {"percent": float(Decimal(repr(number)) * 100)} if shown else number
    elif kind == "date":
        value = _attribute(cell, "date-value")
        if value is not None:
            try:
                return _moment(datetime.datetime.fromisoformat(value.strip()).replace(tzinfo=None))
            except ValueError:
                return value.strip()
    elif kind == "time":
        value = _attribute(cell, "time-value")
        parts = re.fullmatch(r"PT(\d\d)H(\d\d)M(\d\d)S", (value or "").strip())
        if parts and int(parts[1]) < 24 and int(parts[2]) < 60 and int(parts[3]) < 60:
            return {"time": ":".join(parts.groups())}
        if value is not None:
            raise ValueError("a time of another form")
    else:
        raise ValueError("another kind of cell")
    if value is None:
        return ("uncomputed", "") if formula else words
    return value.strip() if isinstance(value, str) else value
