"""Freeze the answers of every release that are missing, or were made by another version's formulas:

    python -m pages.answers.kept [--region R] [--period P] [--json]

Says each release that was frozen, and each answer that is not what was frozen before, with what moved it: `formula`
(this version works it out otherwise) or `basis` (other releases, reference rows, files or decisions). The server does
the same by itself. Exit 0 done, 1 refused with problems, 2 usage, 3 store in use.
"""

import argparse
import dataclasses
import getpass
import json
import sys

from data.store.store import StoreInUse
from data.terms.actors import system
from data.terms.problems import Problem, Refused, words
from data.upkeep.opening import open_store
from pages.answers.kept import freezing


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m pages.answers.kept", description="Cermin: bekukan jawaban halaman bersama rilisnya."
    )
    parser.add_argument("--region")
    parser.add_argument("--period")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args(arguments)
    actor = system(getpass.getuser())
    try:
        store = open_store()
    except StoreInUse as used:
        print(words(Problem("store_in_use", found=str(used.pid)))["what"], file=sys.stderr)
        return 3
    except Refused as refused:
        print("\n".join(words(problem)["what"] for problem in refused.problems), file=sys.stderr)
        return 1
    try:
        for region, period, roles in freezing.missing(store, actor, args.region):
            if args.period not in (None, period):
                continue
            differences = freezing.freeze(store, actor, region, period, roles)
            found = [dataclasses.asdict(difference) for difference in differences]
            if args.json:
                print(json.dumps({"region": region, "period": period, "roles": roles, "differences": found}))
                continue
            print(region, period, *roles)
            for difference in differences:
                print(" ", difference.by, difference.answer)
    finally:
        store.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
