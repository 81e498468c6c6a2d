"""The command line beside the browser, on the same code.

    python -m data import FILE [--region CODE] [--period P] [--source CODE] [--kind KIND] [--mapping FILE]
                               [--add-unknown SECTOR] [--reason TEXT] [--confirm] [--publish] [--json]
                               --publish: what this file changes (scores of its regions and periods with their pairs,
                               or its predicates) and nothing else; `waiting` in the report says what else waits
    python -m data publish PERIOD [--region CODE]    without a region, every region it finds, listed as `regions`
    python -m data undo BATCH --reason TEXT
    python -m data status [--json]
    python -m data query NAME [--param key=value ...] [--csv | --json]
    python -m data demo [--remove]
    python -m data verify | rebuild [--force] | backup DIR [--keep N] | restore DIR [--aside] | erase [NIP]

Exit 0 done, 1 refused with problems, 2 usage, 3 store in use.
"""

import argparse
import getpass
import io
import json
import signal
import sys
import tempfile
from pathlib import Path

import duckdb

from data.batches import batches, mapping_file
from data.catalog import catalog
from data.publishing import waiting
from data.publishing.freezing import Release
from data.reading import upload as reading
from data.store.store import Store, StoreInUse, office_time, query_names, query_parameters
from data.terms import problems
from data.terms.problems import Problem
from data.upkeep import commands as home_commands
from data.upkeep import demo
from data.upkeep.opening import open_store

_SHOWN = 50


def main(arguments: list[str] | None = None) -> int:
    args = _parser().parse_args(arguments)
    try:
        if hasattr(args, "home_do"):
            return _tell_home(args.home_do(args), args.json)
        store = open_store()
    except StoreInUse as used:
        print(problems.words(Problem("store_in_use", found=str(used.pid)))["what"], file=sys.stderr)
        return 3
    except batches.Refused as refused:
        return _refuse(refused.problems, getattr(args, "json", False))
    try:
        return args.do(store, args)
    except batches.Refused as refused:
        return _refuse(refused.problems, getattr(args, "json", False))
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
        "import", _import, file={"positional": True, "type": _existing}, region={}, period={}, kind={}, source={},
        mapping={"type": _existing}, add_unknown={"metavar": "SECTOR"}, reason={}, confirm=dict(switch),
        publish=dict(switch), json=dict(switch),
    )  # fmt: skip
    command("publish", _publish, period={"positional": True}, region={}, json=dict(switch))
    command("undo", _undo, batch={"positional": True, "type": int}, reason={"required": True}, json=dict(switch))
    command("status", _status, json=dict(switch))
    command(
        "query", _query, name={"positional": True, "choices": sorted(query_names())},
        param={"action": "append", "default": [], "metavar": "KEY=VALUE"}, csv=dict(switch), json=dict(switch),
    )  # fmt: skip
    command("demo", _demo, remove=dict(switch))
    home_commands.add_to(commands)
    return parser


def _existing(text: str) -> Path:
    path = Path(text)
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"berkas tidak ditemukan: {text}")
    return path


def _import(store: Store, args: argparse.Namespace) -> int:
    known = catalog.known(store)
    mapping = _mapping(args, known)
    with tempfile.TemporaryDirectory(dir=store.home / "incoming") as folder:
        upload = reading.read(args.file, args.file.name, known, mapping or None, Path(folder))
        if args.add_unknown and upload.questions:
            mapping = reading.add_unknown(upload, args.add_unknown, known)
            upload = reading.read(args.file, args.file.name, known, mapping, Path(folder))
        report: dict = {
            "file": upload.file_name, "kind": upload.kind, "rows_read": upload.rows_read, "rows_kept": upload.rows_kept,
            "rows_refused": upload.rows_refused, "rows_left_out": upload.rows_left_out, "mapping": upload.mapping,
            "questions": [{"code": q.code, "subject": q.subject, "choices": list(q.choices)} for q in upload.questions],
            "problems": [_problem(problem) for problem in upload.problems], "batch": None, "published": [],
            "waiting": _still_waiting(store),
        }  # fmt: skip
        blocked = any(question.blocking for question in upload.questions) or not upload.rows_kept
        if not blocked:
            comparison = batches.compare(store, upload)
            report |= {"new": comparison.new, "changed": comparison.changed, "same": comparison.same}
            report["problems"] += [_problem(problem) for problem in comparison.conflicts]
        if args.confirm and not blocked:
            report["batch"] = batches.accept(store, upload, getpass.getuser(), office_time(), reason=args.reason)
            if args.publish:
                subjects = waiting.of_file(store, upload.kind, upload.rows)
                outcomes = waiting.publish_each(store, subjects, getpass.getuser(), office_time())
                report["published"] = [_outcome(done) for done in outcomes]
            report["waiting"] = _still_waiting(store)
    return _tell(report, args.json, 1 if blocked else 0)


def _mapping(args: argparse.Namespace, known: catalog.Known) -> dict:
    """The mapping file, with what the command line says on top. A region named there is taken at its word."""
    mapping = mapping_file.parsed(args.mapping.read_bytes()) if args.mapping else {}
    mapping |= {field: getattr(args, field) for field in ("region", "period", "kind", "source") if getattr(args, field)}
    if args.region and not ({args.region} & {*known.regions["code"], *known.regions["name"]}):
        regions = mapping.setdefault("values", {}).setdefault("region", {})
        regions.setdefault(args.region, {"add": {"code": args.region, "name": args.region}})
    return mapping


def _publish(store: Store, args: argparse.Namespace) -> int:
    subjects = waiting.of_period(store, args.period, args.region)
    if not subjects:
        return _refuse([Problem("nothing_to_publish", found=args.period)], args.json)
    outcomes = [_outcome(done) for done in waiting.publish_each(store, subjects, getpass.getuser(), office_time())]
    report = {"regions": sorted({subject.region for subject in subjects}), "published": outcomes}
    return _tell(report, args.json, 1 if all("refused" in done for done in outcomes) else 0)


def _outcome(done: waiting.Outcome) -> dict:
    """What became of one thing published, as the report says it."""
    place = {"region": done.subject.region, "period": done.subject.period}
    release = done.release
    if release is None:
        scores = done.subject.kind == waiting.SCORES
        return place | {"refused": "region_too_small" if scores else "predicates_too_few"}
    if isinstance(release, Release):
        return place | {
            "snapshot": release.snapshot_id, "version": release.version, "blocks": release.blocks, "held": release.held,
        }  # fmt: skip
    return place | {
        "predicates": release.release_id, "version": release.version, "groups": release.groups, "held": release.held,
    }  # fmt: skip


def _still_waiting(store: Store) -> list[dict]:
    """What waits to be published, by kind, region and period."""
    return waiting.waiting(store.query)[["kind", "region", "period", "state"]].to_dict("records")


def _undo(store: Store, args: argparse.Namespace) -> int:
    batches.undo(store, args.batch, getpass.getuser(), office_time(), args.reason)
    return _tell({"undone": args.batch}, args.json, 0)


def _status(store: Store, args: argparse.Namespace) -> int:
    frames = {
        "batches": store.query("batch_list"),
        "published": store.query("published"),
        "waiting": store.query("publishable"),
    }
    return _tell(
        {name: json.loads(f.to_json(orient="records", date_format="iso")) for name, f in frames.items()}, args.json, 0
    )


def _query(store: Store, args: argparse.Namespace) -> int:
    params, refused = _params(args.param, query_parameters(args.name))
    if refused:
        return _refuse(refused, args.json, code=2)
    try:
        frame = store.query(args.name, **params)
    except duckdb.ConversionException:
        given = ", ".join(args.param)
        return _refuse([Problem("param_value", found=given)], args.json, code=2)
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
        batches.remove_demo(store, getpass.getuser(), office_time())
    else:
        demo.load(store, office_time())
    return 0


def _tell_home(report: dict, as_json: bool) -> int:
    """What a command on the whole home found. Exit code 1 where something is lost or damaged."""
    code = 1 if any(problem.blocking for problem in report.get("problems", [])) else 0
    problem_lists = {
        name: [_problem(listed) for listed in report[name]] for name in ("recovered", "problems") if name in report
    }
    return _tell(report | problem_lists, as_json, code)


def _problem(problem: Problem) -> dict:
    place = {"code": problem.code, "row": problem.row, "column": problem.column, "found": problem.found}
    return place | {"blocking": problem.blocking} | problems.words(problem)


def _refuse(refused: list[Problem], as_json: bool, code: int = 1) -> int:
    return _tell({"problems": [_problem(problem) for problem in refused]}, as_json, code)


def _tell(report: dict, as_json: bool, code: int) -> int:
    """Print a report, as JSON or as lines, and return the exit code."""
    if as_json:
        print(json.dumps(report, ensure_ascii=False, default=str))
        return code
    out = sys.stderr if code else sys.stdout
    for key, value in report.items():
        if key in ("problems", "recovered"):
            for entry in value[:_SHOWN]:
                place = " · ".join(str(part) for part in (entry["row"], entry["column"]) if part is not None)
                print(f"{place}: {entry['what']} {entry['fix']}", file=out)
        elif key == "questions":
            for entry in value[:_SHOWN]:
                print(f"? {entry['code']}: {entry['subject']} {entry['choices']}", file=out)
        elif key != "mapping":
            print(f"{key}: {value}", file=out)
    return code


if __name__ == "__main__":
    if hasattr(signal, "SIGPIPE"):  # not on Windows
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `... --csv | head` ends quietly
    for out in (sys.stdout, sys.stderr):
        if isinstance(out, io.TextIOWrapper):
            out.reconfigure(encoding="utf-8")  # also where a pipe is not UTF-8 by itself
    sys.exit(main())
