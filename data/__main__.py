"""The command line beside the browser, on the same code.

    python -m data import FILE... [--region CODE] [--period P] [--source CODE] [--kind KIND] [--mapping FILE]
                               [--add-unknown SECTOR] [--reason TEXT] [--confirm] [--accept-partial]
                               [--accept-unpublished] [--accept-replacing] [--publish] [--json]
                               several files, and ZIPs of them: each a batch of its own, all saved in one go; the report
                               lists them as `files`, and one that is `held` does not hold the others
                               --accept-partial: save a file although most of its rows are refused
                               --accept-unpublished: save it although rows of it are not published, because of their
                               agency, indicator, source and period the other kind was (by name, or a figure)
                               --accept-replacing: save it although its answers (of respondents, or of raters without
                               names) replace others about the same, and are not added to them
                               --publish: what this file changes (scores of its regions and periods with their pairs,
                               or its predicates) and nothing else; `waiting` in the report says what else waits
    python -m data publish PERIOD [--region CODE]    without a region, every region it finds, listed as `regions`
    python -m data undo BATCH [--group] --reason TEXT    --group: with all that was saved in the same go
    python -m data home PERIOD AGENCY AGENCY... --region CODE   people whom these rated alike belong to the first
                               (`query two_agencies` lists them, `query two_agencies_people` one by one)
    python -m data status [--json]
    python -m data query NAME [--param key=value ...] [--csv | --json]
    python -m data demo [--remove]
    python -m data user add LOGIN --name NAME --role leader|planner|admin|auditor [--until YYYY-MM-DD]
                               [--region CODE [--agency CODE...]]    what they are bound to
                               prints a code, good for a week, that sets a password; the first user is an admin
    python -m data user list | role LOGIN ROLE [the same] | remove LOGIN | code LOGIN
    python -m data user letter --region CODE    the number and code by which an employee opens their own record
    python -m data audit [--login LOGIN] [--most N] [--json]    who did what, newest first; `verify` checks the chain
    python -m data audit --person [--json]           who saw a person: every look at a list they were on, asked again
    python -m data verify | rebuild [--force] | backup DIR [--keep N] | restore DIR [--aside] | erase [NIP]

Exit 0 done, 1 refused with problems, 2 usage, 3 store in use.
"""

import argparse
import getpass
import io
import json
import signal
import sys
from pathlib import Path

import duckdb

from data.batches import batches, importing, reports, together
from data.batches.decisions import settle_home
from data.export.as_shown import as_shown
from data.publishing import waiting
from data.store.noting import PERSONAL, WHO, looked
from data.store.store import Store, StoreInUse, office_time, query_names, query_parameters
from data.terms import problems
from data.terms.actors import system
from data.terms.problems import Problem
from data.upkeep import audit_commands, demo, user_commands
from data.upkeep import commands as home_commands
from data.upkeep.opening import open_store


def main(arguments: list[str] | None = None) -> int:
    args = _parser().parse_args(arguments)
    args.actor = system(getpass.getuser())
    try:
        if hasattr(args, "home_do"):
            return _tell_home(args.home_do(args), args.json)
        store = open_store()
    except StoreInUse as used:
        print(problems.words(Problem("store_in_use", found=str(used.pid)))["what"], file=sys.stderr)
        return 3
    except batches.Refused as refused:
        return reports.refuse(refused.problems, getattr(args, "json", False))
    try:
        return args.do(store, args)
    except batches.Refused as refused:
        return reports.refuse(refused.problems, getattr(args, "json", False))
    finally:
        store.close()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m data", description="Cermin: berkas, terbitan, dan kueri.")
    commands = parser.add_subparsers(required=True)

    def command(title: str, do, /, **options: dict) -> argparse.ArgumentParser:
        subcommand = commands.add_parser(title)
        subcommand.set_defaults(do=do)
        for flag, settings in options.items():
            positional = settings.pop("positional", False)
            subcommand.add_argument(flag if positional else "--" + flag.replace("_", "-"), **settings)
        return subcommand

    switch = {"action": "store_true"}
    command(
        "import", _import, file={"positional": True, "type": _existing, "nargs": "+"}, region={}, period={}, kind={},
        source={}, mapping={"type": _existing}, add_unknown={"metavar": "SECTOR"}, reason={}, confirm=dict(switch),
        accept_partial=dict(switch), accept_unpublished=dict(switch), accept_replacing=dict(switch),
        publish=dict(switch), json=dict(switch),
    )  # fmt: skip
    command("publish", _publish, period={"positional": True}, region={}, json=dict(switch))
    command(
        "undo", _undo, batch={"positional": True, "type": int}, group=dict(switch), reason={"required": True},
        json=dict(switch),
    )  # fmt: skip
    command(
        "home", _home, period={"positional": True}, agency={"positional": True, "nargs": "+", "metavar": "AGENCY"},
        region={"required": True}, json=dict(switch),
    )  # fmt: skip
    command("status", _status, json=dict(switch))
    command(
        "query", _query, name={"positional": True, "choices": sorted(query_names())},
        param={"action": "append", "default": [], "metavar": "KEY=VALUE"}, csv=dict(switch), json=dict(switch),
    )  # fmt: skip
    command("demo", _demo, remove=dict(switch))
    home_commands.add_to(commands)
    user_commands.add_to(commands)
    audit_commands.add_to(commands)
    return parser


def _existing(text: str) -> Path:
    path = Path(text)
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"berkas tidak ditemukan: {text}")
    return path


def _import(store: Store, args: argparse.Namespace) -> int:
    report, code = importing.run(store, args)
    return reports.tell(report, args.json, code)


def _publish(store: Store, args: argparse.Namespace) -> int:
    subjects = waiting.of_period(store, args.period, args.actor, args.region)
    if not subjects:
        return reports.refuse([Problem("nothing_to_publish", found=args.period)], args.json)
    outcomes = [reports.outcome(done) for done in waiting.publish_each(store, subjects, args.actor, office_time())]
    report = {"regions": sorted({subject.region for subject in subjects}), "published": outcomes}
    report["corrections"] = reports.corrections(
        store, args.actor, [(subject.region, subject.period) for subject in subjects]
    )
    return reports.tell(report, args.json, 1 if all("refused" in done for done in outcomes) else 0)


def _undo(store: Store, args: argparse.Namespace) -> int:
    if args.group:
        undone = together.undo(store, args.batch, args.actor, office_time(), args.reason)
        return reports.tell({"undone": undone}, args.json, 0)
    batches.undo(store, args.batch, args.actor, office_time(), args.reason)
    return reports.tell({"undone": args.batch}, args.json, 0)


def _home(store: Store, args: argparse.Namespace) -> int:
    """People whom these agencies claim alike belong to the first."""
    asked = store.query(args.actor, "two_agencies", region=args.region, period=args.period)
    tied = "|".join(sorted(args.agency))
    if tied not in set(asked["tied"].dropna()):
        return reports.refuse([Problem("home_not_asked", found=tied)], args.json)
    who = args.agency[0]
    batch = settle_home(store, args.region, args.period, args.agency, who, args.actor, office_time())
    return reports.tell({"home": who, "batch": batch}, args.json, 0)


def _status(store: Store, args: argparse.Namespace) -> int:
    frames = {
        "batches": store.query(args.actor, "batch_list"),
        "published": store.query(args.actor, "published"),
        "waiting": store.query(args.actor, "publishable"),
    }
    return reports.tell(
        {name: json.loads(f.to_json(orient="records", date_format="iso")) for name, f in frames.items()}, args.json, 0
    )


def _query(store: Store, args: argparse.Namespace) -> int:
    params, refused = _params(args.param, query_parameters(args.name))
    if refused:
        return reports.refuse(refused, args.json, code=2)
    try:
        frame = store.query(args.actor, args.name, **params)
    except duckdb.ConversionException:
        given = ", ".join(args.param)
        return reports.refuse([Problem("param_value", found=given)], args.json, code=2)
    if len(frame) and not PERSONAL.isdisjoint(frame.columns):  # recorded before it is shown
        people = frame["employee"].dropna() if WHO & set(params) and "employee" in frame else None
        looked(store, args.actor, office_time(), f"query {args.name}", len(frame), args.name, params, people)
    if query_names()[args.name].parent.name == "leader":
        frame = as_shown(frame)
    if args.json:
        print(frame.to_json(orient="records", date_format="iso", double_precision=12, force_ascii=False))
    else:
        frame.to_csv(sys.stdout, index=False, lineterminator="\n")  # the stream itself makes of it what its system has
    return 0


def _params(pairs: list[str], wanted: frozenset[str]) -> tuple[dict[str, object], list[Problem]]:
    """The parameters a query is asked with, and all that is wrong with how they were written. `agency=A` may stand for
    `agencies=A` where the query takes several."""
    params: dict[str, object] = {}
    refused = []
    for pair in pairs:
        name, equals, value = pair.partition("=")
        meant = next((each for each in (name, f"{name}s", f"{name[:-1]}ies") if each in wanted), None)
        if not equals:
            refused.append(Problem("param_shape", found=pair))
        elif meant is None:
            refused.append(Problem("param_unknown", found=name))
        else:
            params[meant] = value.split(",") if meant.endswith("s") else value
    return params, refused


def _demo(store: Store, args: argparse.Namespace) -> int:
    if args.remove:
        batches.remove_demo(store, args.actor, office_time())
    else:
        demo.load(store, args.actor, office_time())
    return 0


def _tell_home(report: dict, as_json: bool) -> int:
    """What a command on the whole home found. Exit code 1 where something is lost or damaged."""
    code = 1 if any(problem.blocking for problem in report.get("problems", [])) else 0
    problem_lists = {
        name: [reports.problem(listed) for listed in report[name]]
        for name in ("recovered", "problems")
        if name in report
    }
    return reports.tell(report | problem_lists, as_json, code)


if __name__ == "__main__":
    if hasattr(signal, "SIGPIPE"):  # not on Windows
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `... --csv | head` ends quietly
    for out in (sys.stdout, sys.stderr):
        if isinstance(out, io.TextIOWrapper):
            out.reconfigure(encoding="utf-8")  # also where a pipe is not UTF-8 by itself
    sys.exit(main())
