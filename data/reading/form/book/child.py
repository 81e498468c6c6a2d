"""The process that parses a workbook: run as a script, with limits, so that a hostile file ends it and nothing else.

    python -I child.py WORKBOOK FOLDER KIND MEMORY_BYTES CPU_SECONDS

Writes `FOLDER/sheets.json` (what `parsing.sheet_file.Described` has of each sheet) and `FOLDER/N.jsonl` (one row a
line, from the sheet's first row) for every sheet with cells. Neither it nor the readers import anything of Cermin: the
parent reads what they wrote as data.
"""

import errno
import importlib
import json
import sys
from dataclasses import asdict
from pathlib import Path

MAX_OUTPUT = 400_000_000  # bytes of any file, where the system can limit that


def limit(memory: int, cpu: int) -> None:
    """Put this process under the limits its system has.

    Windows has none of them: there the parent's clock ends the process, and what the parent looked through before
    bounds how much a file can unpack to. macOS refuses a bound of the address space.
    """
    try:
        import resource
    except ModuleNotFoundError:
        return
    bounds = {"RLIMIT_AS": memory, "RLIMIT_CPU": cpu, "RLIMIT_FSIZE": MAX_OUTPUT, "RLIMIT_CORE": 0}
    if sys.platform == "darwin":
        del bounds["RLIMIT_AS"]
    for name, bound in bounds.items():
        resource.setrlimit(getattr(resource, name), (bound, bound))


def main(workbook: str, folder: str, kind: str, memory: int, cpu: int) -> int:
    limit(memory, cpu)
    sys.path.insert(0, str(Path(__file__).parent))
    reader = importlib.import_module(f"parsing.{kind}")
    unreadable = importlib.import_module("parsing.sheet_file").Unreadable
    told: list | dict
    try:
        told = [asdict(sheet) for sheet in reader.read(Path(workbook), Path(folder))]
    except unreadable as fault:
        told = {"error": fault.code, "found": fault.found}
    except OSError as fault:
        told = {"error": "too_big" if fault.errno == errno.EFBIG else "damaged", "found": type(fault).__name__}
    (Path(folder) / "sheets.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5])))
