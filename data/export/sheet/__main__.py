"""Reads a page as JSON from standard input and writes it as PDF to standard output; with `picture` a chart, as PNG."""

import io
import json
import sys

from data.export.sheet.page import picture, written
from data.export.sheet.sheet import from_json


def main(what: str) -> bytes:
    given = sys.stdin.buffer.read()
    if what == "pdf":
        return written(from_json(given))
    content = io.BytesIO()
    picture(**json.loads(given)).save(content, "PNG", optimize=True)
    return content.getvalue()


if __name__ == "__main__":
    sys.stdout.buffer.write(main(sys.argv[1]))
