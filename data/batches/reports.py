"""What the command line says of problems, releases and what waits, as plain values for JSON and for lines."""

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from functools import partial

from data.batches.comparing import Comparison
from data.publishing import waiting
from data.publishing.freezing import Release
from data.store.store import Store
from data.terms import problems
from data.terms.actors import Actor
from data.terms.problems import Problem

_SHOWN = 50


def problem(told: Problem) -> dict:
    """A problem with its words."""
    place = {"code": told.code, "row": told.row, "column": told.column, "found": told.found}
    return place | {"blocking": told.blocking} | problems.words(told)


def outcome(done: waiting.Outcome) -> dict:
    """What became of one thing published, as the report says it."""
    place = {"region": done.subject.region, "period": done.subject.period}
    release = done.release
    if release is None:
        scores = done.subject.kind == waiting.SCORES
        return place | {"refused": "region_too_small" if scores else "predicates_too_few"}
    if isinstance(release, Release):
        return place | {
            "snapshot": release.snapshot_id, "version": release.version, "blocks": release.blocks, "held": release.held,
            "undecided": release.undecided,
        }  # fmt: skip
    return place | {
        "predicates": release.release_id, "version": release.version, "groups": release.groups, "held": release.held,
    }  # fmt: skip


def counts(comparison: Comparison) -> dict:
    """What storing a file would do. two_agencies: its people whom another agency rated too; undecided: those among them
    whose home nobody knows. unpublished: its rows that are stored and not published, by agency, indicator, source and
    period, because the other kind (`released`) was."""
    pairs = [asdict(one) | {"agencies": list(one.agencies)} for one in comparison.rated_twice]
    people = {name: sum(one[name] for one in pairs) for name in ("people", "undecided")}
    numbers = {name: getattr(comparison, name) for name in ("new", "changed", "same")}
    unpublished = [asdict(one) for one in comparison.unpublished]
    return numbers | {"two_agencies": people | {"pairs": pairs}, "unpublished": unpublished}


def still_waiting(store: Store, actor: Actor) -> list[dict]:
    """What waits to be published, by kind, region and period."""
    return waiting.waiting(partial(store.query, actor))[["kind", "region", "period", "state"]].to_dict("records")


def corrections(store: Store, actor: Actor, places: Iterable[tuple[str, str]]) -> list[dict]:
    """Which corrections wait in the newest releases of these (region, period), and for what: `corrections_waiting`."""
    told = [
        store.query(actor, "corrections_waiting", region=region, period=period)
        for region, period in sorted(set(places))
    ]
    return [row for each in told for row in each.astype(object).where(each.notna(), None).to_dict("records")]


def refuse(refused: list[Problem], as_json: bool, code: int = 1) -> int:
    return tell({"problems": [problem(told) for told in refused]}, as_json, code)


def tell(report: dict, as_json: bool, code: int) -> int:
    """Print a report, as JSON or as lines, and return the exit code."""
    if as_json:
        print(json.dumps(report, ensure_ascii=False, default=str))
        return code
    _lines(report, sys.stderr if code else sys.stdout, "")
    return code


def _lines(report: dict, out, indent: str) -> None:
    for key, value in report.items():
        if key in ("problems", "recovered", "held"):
            for entry in value[:_SHOWN]:
                place = " · ".join(str(part) for part in (entry["row"], entry["column"]) if part is not None)
                print(f"{indent}{place}: {entry['what']} {entry['fix']}", file=out)
        elif key == "questions":
            for entry in value[:_SHOWN]:
                print(f"{indent}? {entry['what']} {entry['fix']} ({entry['code']}: {entry['choices']})", file=out)
        elif key == "files":
            for entry in value:
                print(f"{entry['file']}", file=out)
                _lines({name: said for name, said in entry.items() if name != "file"}, out, "  ")
        elif key != "mapping":
            print(f"{indent}{key}: {value}", file=out)
