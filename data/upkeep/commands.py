"""The command line's part for the home as a whole: verify, rebuild, backup, restore, erase.

These open the home themselves, because what they are for may be that it does not open. Each returns what to tell.
"""

import argparse
import getpass
from pathlib import Path

from data.store.noting import note
from data.store.store import StoreInUse, home, office_time
from data.terms.problems import Problem, Refused
from data.upkeep import backups, erasure
from data.upkeep.opening import open_store
from data.upkeep.verify import verify


def check(args: argparse.Namespace) -> dict:
    """Open the home and compare journal, accepted files and store with each other."""
    store = open_store()
    try:
        problems = verify(store)
        lines = len(store.journal.read().events)
        return {"events": lines, "recovered": store.recovered, "problems": problems}
    finally:
        store.close()


def rebuild(args: argparse.Namespace) -> dict:
    """Put the store aside and build it again from the journal."""
    store = backups.rebuild(home(), args.force)
    try:
        return {"recovered": store.recovered, "problems": verify(store)}
    finally:
        store.close()


def backup(args: argparse.Namespace) -> dict:
    """Back the home up; while a dashboard runs, without the engine's file, which restoring builds again."""
    if not (home() / "journal.jsonl").exists():
        raise Refused([Problem("backup_missing", found=home().name)])
    try:
        store = open_store()
    except StoreInUse:
        return {"backup": str(backups.backup_running(home(), args.folder, args.keep))}
    try:
        done = backups.backup(store, args.folder, args.keep)
        note(store, "backup", args.actor, office_time(), None)
        return {"backup": str(done)}
    finally:
        store.close()


def restore(args: argparse.Namespace) -> dict:
    """Put a backup in place of the home."""
    problems = backups.restore(args.folder, home(), args.aside)
    store = open_store()
    try:
        note(store, "restore", args.actor, office_time(), None)
    finally:
        store.close()
    return {"restored": str(home()), "problems": problems}


def erase(args: argparse.Namespace) -> dict:
    """Forget one person. The number is asked for, so that it does not stay in the shell's history."""
    store = open_store()
    try:
        nip = getpass.getpass("NIP: ").strip() if args.nip is None else args.nip
        return {"rewritten": erasure.erase(store, nip, args.actor, office_time())}
    finally:
        store.close()


def add_to(commands: argparse._SubParsersAction) -> None:
    """Put these commands beside the others."""
    for name, do in (
        ("verify", check),
        ("rebuild", rebuild),
        ("backup", backup),
        ("restore", restore),
        ("erase", erase),
    ):
        subcommand = commands.add_parser(name, help=do.__doc__)
        subcommand.set_defaults(home_do=do)
        subcommand.add_argument("--json", action="store_true")
        if name in ("backup", "restore"):
            subcommand.add_argument("folder", type=Path)
        if name == "backup":
            subcommand.add_argument("--keep", type=int, default=backups.KEEP)
        if name == "restore":
            subcommand.add_argument("--aside", action="store_true")
        if name == "rebuild":
            subcommand.add_argument("--force", action="store_true")
        if name == "erase":
            subcommand.add_argument("nip", nargs="?")
