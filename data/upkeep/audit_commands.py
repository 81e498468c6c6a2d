"""The command line's part for the log: `python -m data audit`."""

import argparse
import json

from data.batches import reports
from data.store import audit
from data.store.store import Store


def show(store: Store, args: argparse.Namespace) -> int:
    """Who did what, as what and when, newest first."""
    rows = audit.lines(store, args.actor, args.login, args.most).to_dict("records")
    if args.json:
        return reports.tell({"lines": [row | {"about": json.loads(row["about"])} for row in rows]}, True, 0)
    for row in rows:
        print("\t".join(str(value) for value in row.values()))
    return 0


def add_to(commands: argparse._SubParsersAction) -> None:
    """Put `audit` beside the other commands."""
    command = commands.add_parser("audit", help=show.__doc__)
    command.set_defaults(do=show)
    command.add_argument("--login", help="only what was done under this login")
    command.add_argument("--most", type=int, default=500, help="so many lines")
    command.add_argument("--json", action="store_true")
