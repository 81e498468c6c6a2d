"""The command line's part for the log: `python -m data audit`."""

import argparse
import getpass
import json

from data.batches import reports
from data.store import audit
from data.store.employees import seen
from data.store.store import Store


def show(store: Store, args: argparse.Namespace) -> int:
    """Who did what, as what and when, newest first."""
    if args.person:
        return _person(store, args)
    rows = audit.lines(store, args.actor, args.login, args.most).to_dict("records")
    if args.json:
        return reports.tell({"lines": [row | {"about": json.loads(row["about"])} for row in rows]}, True, 0)
    for row in rows:
        print("\t".join(str(value) for value in row.values()))
    return 0


def _person(store: Store, args: argparse.Namespace) -> int:
    """Who saw lists that a person was on; the NIP is asked for, so that no shell remembers it."""
    looks = seen.who_saw(store, getpass.getpass("NIP: ").strip(), args.actor)
    rows = looks.assign(at=looks["at"].map(lambda at: at.isoformat())).to_dict("records")
    if args.json:
        return reports.tell({"looks": rows}, True, 0)
    for row in rows:
        print("\t".join(str(value) for value in row.values()))
    return 0


def add_to(commands: argparse._SubParsersAction) -> None:
    """Put `audit` beside the other commands."""
    command = commands.add_parser("audit", help=show.__doc__)
    command.set_defaults(do=show)
    command.add_argument("--login", help="only what was done under this login")
    command.add_argument("--most", type=int, default=500, help="so many lines")
    command.add_argument("--person", action="store_true", help="who saw a person: every list they were on")
    command.add_argument("--json", action="store_true")
