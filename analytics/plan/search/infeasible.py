"""Why there is no plan: the smallest set of limits that, lifted, leaves one - and by how much each must give.

Only limits that ask for something can clash: floors and locked seats, against money, rooms, trainers, mentors, people
away and bans. The hours of PPPK and the places in a batch are never offered for lifting.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint

from analytics.plan.case import Case, build
from analytics.plan.limits import RESOURCES, Limits, without
from analytics.plan.search.model import Model
from analytics.plan.search.model import build as build_model
from analytics.plan.search.solve import nodes, search

# Where several sets are equally small, the planner's own wishes give way before money and rules do.
_ORDER = ("lock", "ban", "floor", "rooms", "trainers", "mentors", "away", "budget")


@dataclass(frozen=True)
class Clash:
    """What is known about why a plan was not found.

    `limits`: one row = one limit of the smallest set that leaves a plan when it is lifted: `limit, allowed, needed`
    (budget: rupiah; lock and floor: seats; away: people; rooms, trainers and mentors: a month). Empty where none is
    known. `state`: `proved` (no plan can be), `none` (these limits do not clash, as far as was looked), `limit` (the
    work ended before a proof) or `error` (the solver failed).
    """

    limits: pd.DataFrame
    state: str


def relaxing_set(
    persons: pd.DataFrame, gaps: pd.DataFrame, programmes: pd.DataFrame, links: pd.DataFrame, limits: Limits,
    effort: int, by_month: bool,
) -> Clash:  # fmt: skip
    """Which limits clash, within an effort (`solve.EFFORT`) for each of two searches. Frames as in `case`. `by_month`
    looks at every month (small cases); otherwise the year as a whole is judged."""
    free = tuple(f"ban:{n}" for n in range(len(limits.forbidden)))
    case = build(persons, gaps, programmes, links, without(limits, free))
    slots: list[tuple[int, ...]] = [(month,) for month in limits.months] if by_month else [limits.months]
    model = build_model(case, slots)
    rows, low, high, names = _with_bans(case, model, limits)
    elastic = sorted({name for name in names if name}, key=lambda name: (_ORDER.index(name.split(":")[0]), name))
    state, which = _fewest(model, rows, low, high, names, elastic, effort)
    if state != "proved":
        return Clash(pd.DataFrame(columns=["limit", "allowed", "needed"]), state)
    table = _amounts(case, model, rows, low, high, names, which, effort)
    months = table["limit"].isin(RESOURCES).map({True: len(slots[0]), False: 1})
    return Clash(table.assign(allowed=table["allowed"] / months, needed=table["needed"] / months), state)


def _with_bans(case: Case, model: Model, limits: Limits):
    """The rows of the model, and one more per ban: none of the seats it covers."""
    rows, low, high, names = [model.rows], [model.low], [model.high], [model.limit]
    programme = case.programmes["programme"].to_numpy()[case.pair_programme[model.pair]]
    agency = np.array(case.agencies, object)[case.agency[case.pair_person[model.pair]]]
    for n, ban in enumerate(limits.forbidden):
        covered = programme == ban.programme
        if ban.agency:
            covered &= agency == ban.agency
        if ban.month:
            months = [slot == (ban.month,) for slot in model.slots]
            covered &= np.array(months)[model.slot]
        columns = np.flatnonzero(covered)
        rows.append(
            sparse.csr_array(
                (np.ones(len(columns)), (np.zeros(len(columns), int), columns)), shape=(1, len(model.gain))
            )
        )
        low.append(np.array([-np.inf]))
        high.append(np.array([0.0]))
        names.append(np.array([f"ban:{n}"], object))
    return sparse.vstack(rows).tocsr(), np.concatenate(low), np.concatenate(high), np.concatenate(names)


def _reach(model: Model, rows) -> np.ndarray:
    """The largest value each row can take (variables at their upper limits)."""
    upper = np.where(np.isfinite(model.upper), model.upper, 0.0)
    return rows.maximum(0) @ upper


def _bounds(model: Model, extra: int, most: float) -> Bounds:
    """The model's bounds, and 0 to `most` for each of the extra variables."""
    return Bounds(np.append(model.lower, np.zeros(extra)), np.append(model.upper, np.full(extra, most)))


def _fewest(model, rows, low, high, names, elastic, effort) -> tuple[str, list[str]]:
    """The state (`Clash`) and the names of the smallest set. A lifted limit has all its rows loosened by as much as
    they could ever need."""
    n, most = len(model.gain), _reach(model, rows)
    soft = np.flatnonzero(names != "")
    column = n + np.array([elastic.index(names[row]) for row in soft])
    upper_side = np.isfinite(high[soft])
    loosen = np.where(
        upper_side, -np.maximum(0, most[soft] - np.where(upper_side, high[soft], 0)), np.where(upper_side, 0, low[soft])
    )
    wide = sparse.hstack([rows, sparse.csr_array((rows.shape[0], len(elastic)))]).tocsr()
    wide = wide + sparse.csr_array((loosen, (soft, column)), shape=wide.shape)
    tie = np.array([_ORDER.index(name.split(":")[0]) for name in elastic]) / (len(_ORDER) * (len(elastic) + 1))
    state, result = search(
        np.concatenate([np.zeros(n), 1 + tie]), np.concatenate([model.integer, np.ones(len(elastic))]),
        _bounds(model, len(elastic), 1.0), LinearConstraint(wide, low, high), nodes(rows, effort),
    )  # fmt: skip
    if state == "error" or result.x is None:
        return ("error" if state == "error" else "limit"), []
    which = [name for name, on in zip(elastic, result.x[n:], strict=True) if on > 0.5]
    if not which:
        return "none", []
    # Every set costs at least 1; where that is proved, the empty one is none.
    return ("proved" if result.mip_dual_bound > 0.5 else "limit"), which


def _amounts(case, model, rows, low, high, names, which, effort) -> pd.DataFrame:
    """How far each limit of the set must give: the least total, each as a share of what was allowed. Where the search
    fails, `needed` is not known."""
    n = len(model.gain)
    soft = np.flatnonzero(np.isin(names.astype(str), which))
    upper_side = np.isfinite(high[soft])
    allowed = np.where(upper_side, high[soft], low[soft])
    slack = sparse.csr_array(
        (np.where(upper_side, -1.0, 1.0), (soft, np.arange(len(soft)))), shape=(rows.shape[0], len(soft))
    )
    _, result = search(
        np.concatenate([np.zeros(n), 1 / np.maximum(1.0, np.abs(allowed))]),
        np.concatenate([model.integer, np.zeros(len(soft))]), _bounds(model, len(soft), np.inf),
        LinearConstraint(sparse.hstack([rows, slack]).tocsr(), low, high), nodes(rows, effort),
    )  # fmt: skip
    give = np.full(len(soft), np.nan) if result.x is None else result.x[n:]
    table = []
    for name in which:
        own = names[soft] == name
        if name == "budget":  # its rows are not in rupiah
            spent = np.nan if result.x is None else float(np.rint(result.x[:n]) @ model.cost)
            table.append((name, case.limits.budget, spent))
            continue
        worst = int(np.argmax(give[own]))
        was, by = float(allowed[own][worst]), float(give[own][worst])
        table.append((name, was, was + by if upper_side[own][worst] else was - by))
    return pd.DataFrame(table, columns=["limit", "allowed", "needed"])
