"""Reads a page as JSON from standard input, writes it as PDF to standard output."""

import sys

from data.export.sheet.page import written
from data.export.sheet.sheet import from_json

if __name__ == "__main__":
    sys.stdout.buffer.write(written(from_json(sys.stdin.buffer.read())))
