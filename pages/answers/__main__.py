"""What the screens say, as rows of codes and numbers, from the same code:

    python -m pages.answers gaps|needs|clusters|plan|signals --region R --period P [--limits CODE] [--csv | --json]

gaps: the agencies' gaps; needs: the ranked needs; clusters: the groups of the region with the cluster of each; plan:
the programmes and months of a training plan, under the limits of `--limits` (as the plan page has them in its address);
signals: what is new, strongest first. Needs and plan are for planners, like their pages.

Exit 0 done, 1 refused with problems, 2 usage, 3 store in use.
"""

import argparse
import getpass
import json
import signal
import sys

import pandas as pd

from data.store.noting import looked
from data.store.store import StoreInUse, office_time
from data.terms.actors import system
from data.terms.problems import Problem, Refused, words
from data.upkeep.opening import open_store
from pages.answers import reference
from pages.answers.choice import Choice, choose
from pages.answers.clusters import groups
from pages.answers.gaps import gaps
from pages.answers.needs import needs
from pages.answers.needs.roster import plan_year
from pages.answers.plan import plan, scenario
from pages.answers.reader import StoreReader
from pages.answers.signals import signals

COLUMNS = {
    "gaps": (
        "agency", "indicator", "mean", "standard", "gap", "gap_low", "gap_high", "share_below", "share_kind",
        "n_people", "n_respondents", "state",
    ),
    "needs": (
        "rank", "agency", "indicator", "weight", "people", "rated", "shortfall", "mean_gap", "p_gap", "need",
        "reliability", "robust", "confirmed", "reason", "overruled", "decision", "decision_reason", "before",
        "before_reason",
    ),
    "clusters": (
        "agency", "position", "identity", "given", "first", "second", "level", "level_band", "membership", "n_people",
    ),
    "plan": (
        "month", "programme", "hours", "batches", "seats", "places", "pns", "pppk", "cost", "estimated",
    ),
    "signals": (
        "agency", "indicator", "kind", "verdict", "place", "estimate", "low", "high", "n_people", "n_raters",
        "n_periods", "coverage", "cap_reason",
    ),
}  # fmt: skip

PERSONAL = {"needs", "plan"}  # made of persons


def main(arguments: list[str] | None = None) -> int:
    args = _parser().parse_args(arguments)
    actor = system(getpass.getuser())
    try:
        store = open_store()
    except StoreInUse as used:
        print(words(Problem("store_in_use", found=str(used.pid)))["what"], file=sys.stderr)
        return 3
    except Refused as refused:
        return _refuse(refused.problems, args.json)
    try:
        choice = choose(StoreReader(store, actor), args.region, args.period)
        table = _rows(args.answer, choice, args.limits)
        if args.answer in PERSONAL:  # recorded before it is shown
            asked = {"region": args.region, "period": args.period, "plan_year": plan_year(choice)}
            looked(store, actor, office_time(), f"answers {args.answer}", len(table), "plan_persons", asked)
    except Refused as refused:
        return _refuse(refused.problems, args.json)
    finally:
        store.close()
    table = table.reindex(columns=COLUMNS[args.answer])
    if args.json:
        print(table.to_json(orient="records", double_precision=12, force_ascii=False))
    else:
        table.to_csv(sys.stdout, index=False)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m pages.answers", description="Cermin: jawaban halaman sebagai kode dan angka."
    )
    parser.add_argument("answer", choices=sorted(COLUMNS))
    parser.add_argument("--region", required=True)
    parser.add_argument("--period", required=True)
    parser.add_argument("--limits", metavar="CODE", help="batas rencana, seperti di alamat halaman rencana")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--csv", action="store_true")
    form.add_argument("--json", action="store_true")
    return parser


def _rows(answer: str, choice: Choice, limits: str | None) -> pd.DataFrame:
    if answer == "plan":
        return plan.calendar(plan.worked_out(choice, _scenario(choice, limits)))
    rows = {"gaps": gaps.by_agency, "needs": needs.filtered, "clusters": groups.of_groups, "signals": signals}
    return rows[answer](choice)


def _scenario(choice: Choice, code: str | None) -> scenario.Asked:
    """The limits asked for, or those the plan page begins with."""
    asked = scenario.read(code, set(reference.codes(choice.ask, "programmes"))) if code else scenario.Asked()
    if asked is None:
        raise Refused([Problem("limits_shape", found=code, expected=scenario.Asked().code)])
    return asked


def _refuse(problems: list[Problem], as_json: bool) -> int:
    listed = [{"code": problem.code, "found": problem.found} | words(problem) for problem in problems]
    if as_json:
        print(json.dumps({"problems": listed}, ensure_ascii=False))
    else:
        for problem in listed:
            print(f"{problem['what']} {problem['expected']} {problem['fix']}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    if hasattr(signal, "SIGPIPE"):  # Windows has none
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `... --csv | head` ends quietly
    sys.exit(main())
