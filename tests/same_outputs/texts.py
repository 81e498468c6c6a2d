"""A page of a test session as text: one line per thing it says, in the order a reader meets it."""

import json
from collections.abc import Iterator

import pandas as pd
from google.protobuf.json_format import MessageToDict
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block

from tests.same_outputs.figures import rounded, spelled
from tests.same_outputs.shortened import digest

# Numbers of this session that no reader sees.
UNSEEN = {"id", "form_id", "deferred_file_id", "page_script_hash", "stack_trace", "arrow_data", "spec"}


def page(session: AppTest, shared: dict[str, str]) -> Iterator[str]:
    """Main area, then sidebar, then what pops up. What stands the same on most pages (styles, the template of charts)
    goes to `shared` under a name that changes with it."""
    for name in ("main", "sidebar"):
        yield f"==== {name}"
        yield from _children(getattr(session, name), "", shared)
    for toast in session.toast:
        yield f"toast: {toast.value}"
    for html in session.get("html"):
        if html.proto.body.startswith("<style"):  # stands outside of both
            yield f"style: {_aside('style', html.proto.body, shared)}"
    yield f"==== address {json.dumps(dict(session.query_params), ensure_ascii=False)}"


def _children(block, indent: str, shared: dict[str, str]) -> Iterator[str]:
    for place in sorted(block.children):
        one = block.children[place]
        if isinstance(one, Block):
            key = f" [{one.key}]" if one.key else ""
            yield f"{indent}{one.type}{key}{_own(one.proto)}"
            yield from _children(one, indent + "  ", shared)
        else:
            yield from (f"{indent}{line}" for line in _element(one, shared))


def _own(proto) -> str:
    """What a container says itself: the label of an expander, the share of a column."""
    said = [line for line in spelled(_seen(proto)) if not line.startswith(" =")] if proto is not None else []
    return f" ({'; '.join(said)})" if said else ""


def _seen(proto) -> dict:
    found = MessageToDict(proto, preserving_proto_field_name=True) if hasattr(proto, "DESCRIPTOR") else {}
    return rounded(_without(found))


def _without(value: object) -> object:
    if isinstance(value, dict):
        kept = {key: _without(one) for key, one in value.items() if key not in UNSEEN}
        return {key: one for key, one in kept.items() if one not in ({}, [], "")}
    return [_without(one) for one in value] if isinstance(value, list) else value


def _element(one, shared: dict[str, str]) -> Iterator[str]:
    fields = _seen(one.proto)
    if one.type == "download_button":
        fields.pop("url", None)
    if one.type in ("markdown", "caption", "html", "title", "header", "subheader"):
        body = fields.pop("body", "")
        yield f"{one.type}: {body}".replace("\n", "\n    ")
    else:
        yield f"{one.type}: {fields.pop('label', '')}"
    for line in spelled(fields):
        if not line.startswith(" ="):
            yield f"    {line}"
    if one.type in ("table", "dataframe"):
        yield from _table(one)
    if one.type == "plotly_chart":
        figure = rounded(json.loads(one.proto.spec))
        template = json.dumps(figure["layout"].pop("template", {}), indent=1)
        figure["layout"]["template"] = _aside("template", template, shared)
        yield from (f"    {line}" for line in spelled(figure))


def _aside(kind: str, text: str, shared: dict[str, str]) -> str:
    called = f"{kind}_{digest(text)}"
    shared[called] = text
    return called


def _table(one) -> Iterator[str]:
    data = one.proto.arrow_data
    shown = one.value
    if data.HasField("styler") and data.styler.display_values:
        shown = type(one)(_with_data(one, data.styler.display_values), one.root).value
    assert isinstance(shown, pd.DataFrame)
    yield from ("    | " + line for line in shown.to_csv(index=False, sep="|", float_format="%.9g").splitlines())


def _with_data(one, data: bytes):
    proto = type(one.proto)()
    proto.CopyFrom(one.proto)
    proto.arrow_data.data = data
    return proto
