"""Long runs: `python -m tests.campaigns.plans brute|edges|property|province|margin|infeasible [count] [seed]`."""

import itertools
import sys
import time
from dataclasses import replace

import numpy as np
import pandas as pd

from analytics.plan.case import build
from analytics.plan.limits import Ban, Limits, Lock, without
from analytics.plan.make import make
from analytics.plan.search.infeasible import relaxing_set
from analytics.plan.search.model import build as build_model
from analytics.plan.search.solve import EFFORT, solve
from analytics.plan.steps import Question, clash
from tests.twins.plan import best_plan
from tests.worlds import plans
from tests.worlds.plan_checks import violations


def tiny(rng):
    """Three to five people, two or three programmes, two months: all that brute force can take."""
    roster = plans.persons(rng, int(rng.integers(4, 9)), 2, unit_size=3)
    below = int(rng.integers(3, 6 if rng.random() < 0.5 else 5))
    gaps = plans.gaps(rng, roster, min(below, len(roster)), plans.INDICATORS[:3])
    catalogue, links = plans.programmes(rng, int(rng.integers(2, 4)), plans.INDICATORS[:3])
    catalogue["capacity"] = rng.integers(1, 4, len(catalogue))
    catalogue["mentors"] = rng.integers(0, 2, len(catalogue))
    catalogue["min_seats"] = np.where(rng.random(len(catalogue)) < 0.3, np.minimum(2, catalogue["capacity"]), 0)
    return roster, gaps, catalogue, links, tiny_limits(rng, roster, catalogue)


def tiny_limits(rng, roster, catalogue, harsh=False):
    locked, forbidden = (), ()
    codes, agencies = catalogue["programme"].tolist(), roster["agency"].unique().tolist()
    if rng.random() < (0.9 if harsh else 0.2):
        locked = tuple(
            Lock(
                str(rng.choice(codes)),
                int(rng.integers(1, 4)),
                str(rng.choice(agencies)) if rng.random() < 0.5 else None,
            )
            for _ in range(int(rng.integers(1, 3)))
        )
    if rng.random() < (0.7 if harsh else 0.3):
        month = int(rng.integers(1, 3)) if rng.random() < 0.5 else None
        forbidden = (Ban(str(rng.choice(codes)), str(rng.choice(agencies)) if rng.random() < 0.5 else None, month),)
    return Limits(
        budget=float(rng.integers(0 if harsh else 1, 6 if harsh else 15)) * 1e6,
        months=(1, 2),
        rooms=int(rng.integers(1, 3)) if rng.random() < 0.6 else None,
        trainers=int(rng.integers(1, 4)) if rng.random() < 0.6 else None,
        mentors=int(rng.integers(0, 2)) if rng.random() < 0.4 else None,
        floor=float(rng.choice([0, 0.3, 0.6] if harsh else [0, 0, 0.3])),
        courses=int(rng.integers(1, 4)),
        locked=locked,
        forbidden=forbidden,
    )


def brute(count, seed):
    """The optimum against brute force. Returns the number of differences."""
    wrong = feasible = 0
    for n in range(count):
        rng = np.random.default_rng([seed, n])
        parts = tiny(rng)
        truth = best_plan(*parts)
        plan = make(build(*parts), EFFORT, rng)
        feasible += truth is not None
        if (truth is None) != (plan is None) or (plan is not None and abs(truth - plan.closed) > 1e-6):
            wrong += 1
            print("differs", n, truth, plan and plan.closed)
        elif plan is not None and violations(plan.seats, plan.batches, *parts[:3], parts[4]):
            wrong += 1
            print("breaks", n)
    print(f"brute: {count} instances, {feasible} feasible, {wrong} differ")
    return wrong


def edge(rng):
    """A small case whose budget is within two rupiah of what some batches cost; prices in hundreds of thousands, in
    thousands or to the rupiah."""
    roster, gaps, catalogue, links, limits = tiny(rng)
    step = int(rng.choice([0, 1000, 1]))
    for part in ("course", "travel", "allowance", "batch_cost"):
        more = rng.integers(0, 100_000, len(catalogue)) // max(1, step) * step
        catalogue[part] += np.where(catalogue[part] > 0, more, 0)
    p, batches = int(rng.integers(len(catalogue))), int(rng.integers(1, 4))
    one = catalogue.iloc[p]
    seats = int(rng.integers(1, one["capacity"] * batches + 1))
    cost = batches * one["batch_cost"] + seats * (one["course"] + one["travel"] + one["allowance"])
    if rng.random() < 0.3:
        limits = replace(limits, locked=(Lock(one["programme"], min(seats, 3)),))
    budget = max(0.0, float(cost) + int(rng.integers(-2, 3)))
    return roster, gaps, catalogue, links, replace(limits, budget=budget)


def edges(count, seed):
    """Small plans with budgets near whole batches against brute force. Returns the number of faults."""
    faults = {"overspent": 0, "failed, said": 0, "differs": 0, "no reason": 0}
    for n in range(count):
        rng = np.random.default_rng([seed, n])
        parts = edge(rng)
        truth, case = best_plan(*parts), build(*parts)
        plan = make(case, EFFORT, rng)
        if plan is None:
            why = clash(Question(*parts, EFFORT, seed), case)
            faults["no reason"] += why.state != "proved" or why.limits.empty
        else:
            money = [s.course + s.travel + s.allowance for s in plan.seats.itertuples()]
            spent = sum(map(round, money)) + round(plan.batches["batch_cost"].sum())
            faults["overspent"] += spent > parts[4].budget
            faults["failed, said"] += plan.failed
        if (truth is None) != (plan is None) or (plan is not None and abs(truth - plan.closed) > 1e-6):
            faults["differs"] += 1
            print("differs", n, truth, plan and (plan.closed, plan.method, plan.failed), flush=True)
    print(f"edges: {count} instances, {', '.join(f'{name} {times}' for name, times in faults.items())}")
    return sum(times for name, times in faults.items() if name != "failed, said")


def middling(rng):
    """A few hundred people, so that both ways of planning (by month, by year) are met."""
    agencies = int(rng.integers(2, 9))
    roster = plans.persons(rng, int(rng.integers(60, 500)), agencies, unit_size=int(rng.integers(5, 30)))
    gaps = plans.gaps(rng, roster, int(len(roster) * rng.uniform(0.05, 0.6)))
    catalogue, links = plans.programmes(rng, int(rng.integers(3, 16)), min_seats=bool(rng.random() < 0.4))
    codes, names = catalogue["programme"].tolist(), roster["agency"].unique().tolist()
    locked = (Lock(str(rng.choice(codes)), int(rng.integers(1, 6))),) if rng.random() < 0.3 else ()
    forbidden = tuple(
        Ban(str(rng.choice(codes)), str(rng.choice(names)) if rng.random() < 0.5 else None,
            int(rng.integers(1, 13)) if rng.random() < 0.6 else None)
        for _ in range(int(rng.integers(0, 3)))
    )  # fmt: skip
    months = tuple(sorted(int(m) for m in rng.choice(np.arange(1, 13), int(rng.integers(1, 13)), replace=False)))
    limits = Limits(
        float(rng.uniform(5, 400)) * 1e6, months, int(rng.integers(1, 5)), int(rng.integers(1, 8)),
        mentors=int(rng.integers(0, 4)) if rng.random() < 0.5 else None,
        floor=float(rng.choice([0, 0.05, 0.2])), away=float(rng.choice([0.05, 0.1, 0.3])),
        courses=int(rng.integers(1, 5)), locked=locked, forbidden=forbidden,
    )  # fmt: skip
    return roster, gaps, catalogue, links, limits


def every_limit(count, seed, effort=EFFORT):
    """Every returned plan against the plain checks. Returns the number of plans that break a limit."""
    broken = planned = 0
    gaps = []
    for n in range(count):
        rng = np.random.default_rng([seed, n])
        parts = middling(rng)
        plan = make(build(*parts), effort, rng)
        if plan is None:
            continue
        planned += 1
        gaps.append(plan.gap)
        bad = violations(plan.seats, plan.batches, *parts[:3], parts[4])
        if bad:
            broken += 1
            print("breaks", n, bad[:3])
        if not plan.closed <= plan.bound + 1e-6 or abs(plan.seats["closed"].sum() - plan.closed) > 1e-6:
            broken += 1
            print("does not add up", n)
    print(
        f"property: {count} instances, {planned} plans, {broken} broken; "
        f"median gap {np.median(gaps):.4f}, 90 % {np.quantile(gaps, 0.9):.4f}"
    )
    return broken


def province(count, seed):
    for n in range(count):
        rng = np.random.default_rng([seed, n])
        roster = plans.persons(rng, 40_000, 60)
        gaps = plans.gaps(rng, roster, 12_000)
        catalogue, links = plans.programmes(rng, 44, min_seats=n % 2 == 1)
        limits = Limits(float(rng.uniform(1, 8)) * 1e9, rooms=20, trainers=30, floor=0.1)
        begun = time.process_time()
        case = build(roster, gaps, catalogue, links, limits)
        plan = make(case, EFFORT, rng)
        took = time.process_time() - begun
        bad = violations(plan.seats, plan.batches, roster, gaps, catalogue, limits)
        print(
            f"province {n}: {limits.budget / 1e9:.1f} bn, {plan.method}, gap {plan.gap:.4f}, {len(plan.seats)} seats, "
            f"{plan.dropped} without a month, over greedy {plan.closed / plan.greedy_closed - 1:+.4f}, "
            f"{took:.0f} s processor, {len(bad)} limits broken", flush=True,
        )  # fmt: skip


def margin(count, seed):
    """Need closed over the improved greedy at equal budget, on regions of middling size."""
    margins = []
    for n in range(count):
        rng = np.random.default_rng([seed, n])
        roster = plans.persons(rng, 1_500, 15)
        gaps = plans.gaps(rng, roster, 500)
        catalogue, links = plans.programmes(rng, 25, min_seats=n % 2 == 1)
        limits = Limits(float(rng.uniform(50, 400)) * 1e6, rooms=3, trainers=5, floor=0.1)
        plan = make(build(roster, gaps, catalogue, links, limits), EFFORT, rng)
        if plan is None:
            print("margin", n, "no plan")
            continue
        margins.append(plan.closed / plan.greedy_closed - 1)
        print(
            f"margin {n}: {plan.method} {margins[-1]:+.4f}, gap {plan.gap:.4f}, without a month {plan.dropped}",
            flush=True,
        )
    print(f"margin: median {np.median(margins):+.4f}, least {min(margins):+.4f}, most {max(margins):+.4f}")


def infeasible(count, seed):
    """The named set lifted leaves a plan; no smaller set does (tried all). Returns the number of failures."""
    found = wrong = tried = 0
    while found < count:
        rng = np.random.default_rng([seed, tried])
        tried += 1
        roster, gaps, catalogue, links, _ = tiny(rng)
        limits = tiny_limits(rng, roster, catalogue, harsh=True)
        parts = (roster, gaps, catalogue, links)
        if _possible(parts, limits):
            continue
        found += 1
        named = relaxing_set(*parts, limits, EFFORT, by_month=True).limits
        names = tuple(named["limit"])
        everything = _names(limits, roster, gaps)
        smaller = [set_ for size in range(len(names)) for set_ in itertools.combinations(everything, size)]
        if not _possible(parts, without(limits, names)) or any(_possible(parts, without(limits, s)) for s in smaller):
            wrong += 1
            print("wrong", tried - 1, names)
    print(f"infeasible: {found} cases of {tried}, {wrong} wrong")
    return wrong


def _names(limits, roster, gaps):
    agencies = roster.loc[roster["employee"].isin(gaps["employee"]), "agency"].unique()
    names = ["budget", "rooms", "trainers", "mentors", "away", *(f"floor:{a}" for a in agencies)]
    names += [f"lock:{n}" for n in range(len(limits.locked))]
    return names + [f"ban:{n}" for n in range(len(limits.forbidden))]


def _possible(parts, limits):
    return solve(build_model(build(*parts, limits), [(m,) for m in limits.months]), EFFORT).state != "infeasible"


def main(arguments):
    commands = {
        "brute": (brute, 200),
        "edges": (edges, 5_000),
        "property": (every_limit, 500),
        "province": (province, 3),
        "margin": (margin, 20),
        "infeasible": (infeasible, 100),
    }
    command, count = commands[arguments[0]]
    count = int(arguments[1]) if len(arguments) > 1 else count
    pd.set_option("display.width", 200)
    return command(count, int(arguments[2]) if len(arguments) > 2 else 1)


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1:]) else 0)
