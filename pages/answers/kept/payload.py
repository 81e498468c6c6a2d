"""An answer as bytes and back: frames as Arrow, what stands around them as JSON. No code is read from a file."""

import dataclasses
import importlib
import io
import json
import struct

import numpy as np
import pandas as pd
import pyarrow as pa

from analytics.statistics.noise import NOISE

_CLASSES = {"Clusters": "analytics.clusters"}  # and where they are: who needs none does not wait for scikit-learn
_PLAIN = (str, int, float, bool, type(None))


def encode(value: object) -> bytes:
    """The bytes of an answer: frames, series, lists, tuples, dicts, plain values, `_CLASSES`. TypeError for others."""
    frames: list[bytes] = []
    tree = json.dumps(_tree(value, frames), separators=(",", ":")).encode()
    parts = [tree, *frames]
    return struct.pack(f"<I{len(parts)}Q", len(parts), *map(len, parts)) + b"".join(parts)


def decode(payload: bytes) -> object:
    """The answer again, equal to what was encoded in every value and type of column."""
    (n,) = struct.unpack_from("<I", payload)
    place, parts = 4 + 8 * n, []
    for size in struct.unpack_from(f"<{n}Q", payload, 4):
        parts.append(payload[place : place + size])
        place += size
    return _value(json.loads(parts[0]), parts[1:])


def alike(one: bytes, other: bytes) -> bool:
    """Whether two answers are the same but for what summing equal scores in another order leaves over."""
    return one == other or _alike(decode(one), decode(other))


def _alike(one: object, other: object) -> bool:
    if type(one) is not type(other):
        return False
    if isinstance(one, pd.Series):
        return one.name == other.name and _alike(one.to_frame("value"), other.to_frame("value"))
    if isinstance(one, pd.DataFrame):
        return one.shape == other.shape and _alike(*(frame.reset_index().to_dict("list") for frame in (one, other)))
    if dataclasses.is_dataclass(one):
        return _alike(dataclasses.asdict(one), dataclasses.asdict(other))
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(_alike(one[key], other[key]) for key in one)
    if isinstance(one, (list, tuple)):
        return len(one) == len(other) and all(map(_alike, one, other))
    if isinstance(one, float):
        return bool(np.isclose(one, other, rtol=0, atol=NOISE, equal_nan=True))
    return one is other or bool(one == other)


def _tree(value: object, frames: list[bytes]) -> object:
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, pd.DataFrame):
        return {"frame": _stored(value, frames)}
    if isinstance(value, pd.Series):
        return {"series": _stored(value.to_frame("value"), frames), "name": _tree(value.name, frames)}
    if isinstance(value, dict):
        return {"dict": [[_tree(key, frames), _tree(part, frames)] for key, part in value.items()]}
    if isinstance(value, (list, np.ndarray)):
        return {"list": [_tree(part, frames) for part in value]}
    if isinstance(value, tuple):
        return {"tuple": [_tree(part, frames) for part in value]}
    if type(value).__name__ in _CLASSES:
        fields = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        return {"class": type(value).__name__, "fields": _tree(fields, frames)}
    raise TypeError(f"{type(value).__name__} cannot be kept")


def _stored(frame: pd.DataFrame, frames: list[bytes]) -> dict:
    """Columns of mixed values (None beside NaN beside text) go by JSON, which keeps them apart; Arrow does not."""
    mixed = [place for place, dtype in enumerate(frame.dtypes) if pd.api.types.is_object_dtype(dtype)]
    plain = frame.iloc[:, [place for place in range(frame.shape[1]) if place not in mixed]]
    table, out = pa.Table.from_pandas(plain), io.BytesIO()
    with pa.ipc.new_stream(out, table.schema) as stream:
        stream.write_table(table)
    frames.append(out.getvalue())
    cells = {str(place): [_tree(cell, frames) for cell in frame.iloc[:, place]] for place in mixed}
    return {"part": len(frames) - 1, "mixed": cells, "names": [_tree(frame.columns[place], frames) for place in mixed]}


def _value(tree: object, frames: list[bytes]) -> object:
    if not isinstance(tree, dict):
        return tree
    if "frame" in tree:
        return _frame(tree["frame"], frames)
    if "series" in tree:
        return _frame(tree["series"], frames)["value"].rename(_value(tree["name"], frames))
    if "dict" in tree:
        return {_value(key, frames): _value(part, frames) for key, part in tree["dict"]}
    if "list" in tree:
        return [_value(part, frames) for part in tree["list"]]
    if "tuple" in tree:
        return tuple(_value(part, frames) for part in tree["tuple"])
    made = getattr(importlib.import_module(_CLASSES[tree["class"]]), tree["class"])
    return made(**_value(tree["fields"], frames))


def _frame(stored: dict, frames: list[bytes]) -> pd.DataFrame:
    with pa.ipc.open_stream(frames[stored["part"]]) as stream:
        frame = stream.read_all().to_pandas()
    for (place, cells), name in zip(stored["mixed"].items(), stored["names"], strict=True):
        column = np.empty(len(cells), object)
        for row, cell in enumerate(cells):  # one by one: numpy would make a table of lists of one length
            column[row] = _value(cell, frames)
        frame.insert(int(place), _value(name, frames), pd.Series(column, index=frame.index, dtype=object))
    return frame
