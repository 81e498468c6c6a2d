"""Floats as far as they are the same on every way to add them up: nine significant digits.

The engine adds up in several threads, so two stores made alike differ in the last digits.
"""

import base64
import json
import re

import numpy as np

DIGITS = 9
NOTHING = 1e-9  # below it a figure is what is left when equal sums are subtracted
LONG = re.compile(r"-?\d+(?:\.\d+)?[eE]-\d+|-?\d+\.\d{6,}(?:[eE]\+?\d+)?")


def in_text(text: str) -> str:
    """Long decimals in a text, rounded."""
    return LONG.sub(lambda found: repr(_round(float(found[0]))), text)


def _round(value: float) -> float:
    """A short fraction may lie just between two figures of nine digits; with a little more it never does."""
    return float(f"{value * (1 + 1.234e-11):.{DIGITS}g}") if abs(value) >= NOTHING else 0.0


def rounded(value: object) -> object:
    """The same structure with its floats rounded and the arrays of a Plotly figure as lists of numbers."""
    if isinstance(value, float):
        return _round(value)
    if isinstance(value, list):
        return [rounded(one) for one in value]
    if isinstance(value, dict):
        if {"dtype", "bdata"} <= value.keys():
            array = np.frombuffer(base64.b64decode(value["bdata"]), dtype=np.dtype(value["dtype"]))
            shape = [int(side) for side in str(value.get("shape", len(array))).split(",")]
            return rounded(array.reshape(shape).tolist())
        return {key: rounded(one) for key, one in value.items()}
    return value


def spelled(value: object, name: str = "") -> list[str]:
    """A structure as lines `path = value`; a list of plain values is one line."""
    if isinstance(value, dict) and value:
        return [line for key, one in value.items() for line in spelled(one, f"{name}.{key}" if name else str(key))]
    if isinstance(value, list) and any(isinstance(one, dict | list) for one in value):
        return [line for at, one in enumerate(value) for line in spelled(one, f"{name}[{at}]")]
    return [f"{name} = {json.dumps(value, ensure_ascii=False)}"]
