"""The command line's part for users: `python -m data user add | list | role | remove | code | letter`.

These need the store, so the dashboard stands still meanwhile; while it runs admins have a page. Nothing secret is an
argument: a code is printed once, a password is set by its owner in the browser.
"""

import argparse
import getpass
from datetime import date

from data.batches import reports
from data.store import users
from data.store.employees import letters
from data.store.store import Store, office_time
from data.terms.actors import ROLES


def add(store: Store, args: argparse.Namespace) -> int:
    """Let somebody in: prints the code by which they set a password. The first user is an admin."""
    code = users.add(store, args.login, args.name, args.role, args.until, _bound(args), args.actor, office_time())
    return _tell_code(args, code)


def show(store: Store, args: argparse.Namespace) -> int:
    """Who may come in, and who could."""
    now = office_time()
    listed = [
        {
            "login": user.login, "name": user.name, "role": user.role, "region": user.region,
            "agencies": ",".join(user.agencies or ()), "until": user.until and user.until.isoformat(),
            "state": _state(user, user.stands(now)),
        }
        for user in users.known(store).values()
    ]  # fmt: skip
    if args.json:
        return reports.tell({"users": listed}, True, 0)
    for user in listed:
        print("\t".join(str(value or "-") for value in user.values()))
    return 0


def role(store: Store, args: argparse.Namespace) -> int:
    """Give somebody another role."""
    users.give_role(store, args.login, args.role, args.until, _bound(args), args.actor, office_time())
    return reports.tell({"login": args.login, "role": args.role}, args.json, 0)


def remove(store: Store, args: argparse.Namespace) -> int:
    """Let somebody in no more."""
    users.remove(store, args.login, args.actor, office_time())
    return reports.tell({"removed": args.login}, args.json, 0)


def code(store: Store, args: argparse.Namespace) -> int:
    """A new code in place of a password that was forgotten."""
    return _tell_code(args, users.new_code(store, args.login, args.actor, office_time()))


def letter(store: Store, args: argparse.Namespace) -> int:
    """A letter by which an employee opens their own record; the NIP is asked for, so that no shell remembers it."""
    nip = getpass.getpass("NIP: ").strip()
    written = letters.write(store, nip, args.region, args.actor, office_time())
    told = {"number": written.number, "code": written.code, "until": written.until.date().isoformat()}
    return reports.tell(told, args.json, 0)


def add_to(commands: argparse._SubParsersAction) -> None:
    """Put `user` beside the other commands."""
    actions = commands.add_parser("user", help="Who may come in.").add_subparsers(required=True)
    by_letter = actions.add_parser("letter", help=letter.__doc__)
    by_letter.set_defaults(do=letter)
    by_letter.add_argument("--region", required=True, metavar="CODE")
    by_letter.add_argument("--json", action="store_true")
    for name, do in (("add", add), ("list", show), ("role", role), ("remove", remove), ("code", code)):
        action = actions.add_parser(name, help=do.__doc__)
        action.set_defaults(do=do)
        action.add_argument("--json", action="store_true")
        if name != "list":
            action.add_argument("login")
        if name == "role":
            action.add_argument("role", choices=ROLES)
        if name == "add":
            action.add_argument("--name", required=True)
            action.add_argument("--role", required=True, choices=ROLES)
        if name in ("add", "role"):
            action.add_argument("--until", type=_day, metavar="YYYY-MM-DD", help="last day of a deputy")
            action.add_argument("--region", metavar="CODE", help="the only region they act in")
            action.add_argument(
                "--agency", nargs="+", default=[], metavar="CODE", help="agencies whose people are theirs"
            )


def _tell_code(args: argparse.Namespace, told: str) -> int:
    return reports.tell({"login": args.login, "code": told, "days": users.CODE_DAYS}, args.json, 0)


def _state(user: users.User, stands: bool) -> str:
    if not user.active:
        return "removed"
    if not stands:
        return "ended"
    return "active" if user.password else "invited"


def _bound(args: argparse.Namespace) -> users.Bound:
    return users.Bound(args.region, frozenset(args.agency))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"bukan tanggal YYYY-MM-DD: {text}") from None
