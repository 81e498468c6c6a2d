"""What a reader sees of a page that has run in a test session: its texts, its figures with their hovers, its tables and
the files it hands out. Nothing of what only the program reads: keys, addresses, what a click answers with."""

import csv
import html
import io
import json
import re
import zipfile
from collections.abc import Iterator

import docx
import openpyxl
import pandas as pd
from google.protobuf.json_format import MessageToDict
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block

from tests.same_outputs.figures import rounded

UNSEEN = {
    "id", "form_id", "key", "element_id", "deferred_file_id", "page", "page_script_hash", "query_string", "url", "icon",
    "arrow_data", "spec", "config", "default_value", "max_upload_size_mb", "type", "format", "height", "width", "mime",
    "fragment_id", "allow_html", "filter_mode", "element_type", "user_key", "selection_mode", "theme", "columns",
    "active_tooltip",
}  # fmt: skip
_REFERENCE = re.compile(r"%\{(\w+)((?:\[\d+\])*)[^}]*\}")
_TAG = re.compile(r"<style.*?</style>|<[^>]*>", re.DOTALL)
_TARGET = re.compile(r"\]\([^)]*\)")


def texts(session: AppTest) -> Iterator[tuple[str, str]]:
    """(kind of element, text) for everything a page shows, hovers among it; Markdown and HTML as they are read."""
    for area in (session.main, session.sidebar):
        yield from _below(area)
    yield from (("toast", toast.value) for toast in session.toast)


def _below(block) -> Iterator[tuple[str, str]]:
    for place in sorted(block.children):
        element = block.children[place]
        if isinstance(element, Block):
            yield from _strings(element.type, {"label": _fields(element.proto).get("label", "")})
            yield from _below(element)
        elif element.type == "plotly_chart":
            yield from (("chart", text) for text in figure(json.loads(element.proto.spec)))
            yield "chart", element.proto.alt
        else:
            yield from _strings(element.type, _fields(element.proto))
            if element.type in ("table", "dataframe", "arrow_data_frame"):
                yield from (("table", text) for text in _cells(element.value))


def _fields(proto) -> dict:
    return MessageToDict(proto, preserving_proto_field_name=True) if hasattr(proto, "DESCRIPTOR") else {}


def _strings(kind: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in UNSEEN:
                yield from _strings(kind, inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(kind, inner)
    elif isinstance(value, str) and (text := read(value)):
        yield kind, text


def read(text: str) -> str:
    """Markdown and HTML as a reader reads them, without tags, styles, escapes and the targets of links."""
    plain = _TARGET.sub("]", _TAG.sub(" ", text))
    plain = html.unescape(re.sub(r"\\([\\`*_{}\[\]()<>#+!|~$:])", r"\1", plain))
    return " ".join(plain.split())


def figure(spec: dict) -> Iterator[str]:
    """Every text of a Plotly figure: labels, ticks, notes, and what the mouse or a finger makes it say."""
    spec = rounded(spec)
    for trace in spec["data"]:
        yield from _trace(trace)
    for name, part in spec["layout"].items():
        if re.fullmatch(r"[xy]axis\d*", name):
            yield from (read(str(text)) for text in part.get("ticktext", []))
            yield read(str((part.get("title") or {}).get("text", "")))
    yield from (read(note.get("text", "")) for note in spec["layout"].get("annotations", []))
    yield from (read(shape.get("label", {}).get("text", "")) for shape in spec["layout"].get("shapes", []))


def _trace(trace: dict) -> Iterator[str]:
    for name in ("text", "hovertext", "x", "y", "labels"):
        values = trace.get(name)
        values = values if isinstance(values, list) else [values]
        yield from (read(value) for value in values if isinstance(value, str))
    if trace.get("showlegend", False):
        yield trace.get("name", "")
    for template in (trace.get("hovertemplate"), trace.get("texttemplate")):
        if template:
            yield from _filled(template, trace)


def _filled(template: object, trace: dict) -> Iterator[str]:
    """A template once for each point, with what it takes from the point."""
    places = range(len(trace.get("customdata") or trace.get("x") or [0]))
    for place in places:
        own = template[place] if isinstance(template, list) else template
        yield read(_REFERENCE.sub(lambda found, place=place: _taken(found, trace, place), own))


def _taken(found: re.Match, trace: dict, place: int) -> str:
    values = trace.get(found[1], [])
    value = values[place] if isinstance(values, list) and place < len(values) else ""
    for index in re.findall(r"\d+", found[2]):
        value = value[int(index)] if isinstance(value, list) and int(index) < len(value) else ""
    return str(value)


def _cells(frame: pd.DataFrame) -> Iterator[str]:
    yield from map(str, frame.columns)
    for values in frame.itertuples(index=False, name=None):
        yield from (read(str(value)) for value in values)


def file_texts(name: str, content: bytes) -> Iterator[str]:
    """Every cell and paragraph of a file that was handed out; of a ZIP those of its files."""
    if name.endswith(".xlsx"):
        book = openpyxl.load_workbook(io.BytesIO(content))
        for sheet in book:
            yield sheet.title
            yield from (cell for row in sheet.iter_rows(values_only=True) for cell in row if isinstance(cell, str))
    elif name.endswith(".docx"):
        yield from _document(docx.Document(io.BytesIO(content)))
    elif name.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for part in archive.namelist():
                yield from file_texts(part, archive.read(part))
    elif name.endswith(".csv"):
        text = content.decode("utf-8-sig")
        first = text.split("\n", 1)[0]
        yield from (
            cell for row in csv.reader(io.StringIO(text), delimiter=";" if ";" in first else ",") for cell in row
        )


def _document(paper) -> Iterator[str]:
    yield from (paragraph.text for paragraph in paper.paragraphs)
    for section in paper.sections:
        yield from (paragraph.text for part in (section.header, section.footer) for paragraph in part.paragraphs)
    for table in paper.tables:
        yield from (cell.text for cell in table._cells)
