"""Write down what a user gets, and say where two versions differ.

    python -m tests.same_outputs record DIR [--tree CHECKOUT] [--only PART ...]
    python -m tests.same_outputs compare DIR_A DIR_B [--wanted FILE] [--partial]

`record` needs `faketime` (Debian: apt install faketime) and DIR not to exist. `compare` ends with 1 where a difference
is named by no line of FILE: a glob over the paths below DIR, then why it is wanted.
"""

import argparse
import os
import sys
from pathlib import Path

from tests.same_outputs import compare, record

ROOT = Path(__file__).parents[2]


def _work(asked: argparse.Namespace) -> int:
    """From here on the product, and what Streamlit is told, are those of the recorded checkout."""
    os.chdir(asked.tree)
    sys.path[0] = str(asked.tree)
    from tests.same_outputs import work

    return work.work(asked.part, asked.home, asked.folder, asked.tree)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.same_outputs")
    commands = parser.add_subparsers(required=True)
    one = commands.add_parser("record")
    one.add_argument("folder", type=Path)
    one.add_argument("--tree", type=Path, default=ROOT, help="the checkout to record (default: this one)")
    one.add_argument("--only", nargs="+", choices=record.PARTS, default=record.PARTS)
    one.set_defaults(do=lambda asked: record.record(asked.folder, asked.tree.resolve(), asked.only))
    one = commands.add_parser("compare")
    one.add_argument("one", type=Path)
    one.add_argument("other", type=Path)
    one.add_argument("--wanted", type=Path)
    one.add_argument("--partial", action="store_true", help="DIR_B was recorded with --only")
    one.set_defaults(do=lambda asked: compare.tell(asked.one, asked.other, asked.wanted, asked.partial))
    one = commands.add_parser("work")  # what `record` starts: one part, under a clock that stands
    one.add_argument("part")
    one.add_argument("home", type=Path)
    one.add_argument("folder", type=Path)
    one.add_argument("tree", type=Path)
    one.set_defaults(do=_work)
    asked = parser.parse_args()
    return asked.do(asked)


if __name__ == "__main__":
    sys.exit(main())
