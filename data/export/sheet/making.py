"""Have a page or a chart written beside the server: the process that asks goes on drawing other readers' pages."""

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from data.export.sheet.sheet import Sheet, to_json

ROOT = Path(__file__).parents[3]
SECONDS = 60
AT_ONCE = 2
_free = threading.Semaphore(AT_ONCE)


def pdf(sheet: Sheet) -> bytes:
    """The page as PDF."""
    return _written("pdf", to_json(sheet))


def picture(figure: dict[str, Any], width: float) -> bytes:
    """A chart as PNG, `width` pixels of the screen wide and three times as fine, for what takes no vectors."""
    given = json.dumps({"figure": figure, "width": width}, default=lambda array: array.tolist())
    return _written("picture", given)


def _written(what: str, given: str) -> bytes:
    """RuntimeError where the process that writes it failed; it names no content."""
    command = [sys.executable, "-m", "data.export.sheet", what]
    with _free:
        done = subprocess.run(command, cwd=ROOT, input=given.encode(), capture_output=True, timeout=SECONDS)
    if done.returncode:
        raise RuntimeError(f"the page was not written: {done.stderr.decode(errors='replace').splitlines()[-1][:80]}")
    return done.stdout
