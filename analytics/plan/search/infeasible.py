"""Why no plan exists: the smallest set of limits that, lifted, leaves one - and by how much each must give.

Only limits that ask for something can clash: floors and locked seats, against money, rooms, trainers, mentors, people
away and bans. The hours of PPPK and the places in a batch are never offered for lifting.
"""

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from analytics.plan.case import Case, build
from analytics.plan.limits import Limits, without
from analytics.plan.search.model import Model
from analytics.plan.search.model import build as build_model
from analytics.plan.search.solve import nodes

# Where several sets are equally small, the planner's own wishes give way before money and rules do.
_ORDER = ("lock", "ban", "floor", "rooms", "trainers", "mentors", "away", "budget")


def relaxing_set(
    persons: pd.DataFrame, gaps: pd.DataFrame, programmes: pd.DataFrame, links: pd.DataFrame, limits: Limits,
    effort: int, by_month: bool,
) -> pd.DataFrame | None:  # fmt: skip
    """One row = one limit of the smallest relaxing set: `limit, allowed, needed` (lock and floor: seats; away: people).

    Frames as in `case`. Empty where the limits do not clash; None where the effort (`solve.EFFORT`) did not suffice.
    `by_month` looks at every month (small cases); otherwise the year as a whole is judged.
    """
    free = tuple(f"ban:{n}" for n in range(len(limits.forbidden)))
    case = build(persons, gaps, programmes, links, without(limits, free))
    slots: list[tuple[int, ...]] = [(month,) for month in limits.months] if by_month else [limits.months]
    model = build_model(case, slots)
    rows, low, high, names = _with_bans(case, model, limits)
    elastic = sorted({name for name in names if name}, key=lambda name: (_ORDER.index(name.split(":")[0]), name))
    if not elastic:
        return pd.DataFrame(columns=["limit", "allowed", "needed"])
    which = _fewest(model, rows, low, high, names, elastic, effort)
    if which is None:
        return None
    return _amounts(model, rows, low, high, names, which, effort)


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


def _fewest(model, rows, low, high, names, elastic, effort) -> list[str] | None:
    """Names of the smallest set. A lifted limit has all its rows loosened by as much as they could ever need."""
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
    result = milp(
        np.concatenate([np.zeros(n), 1 + tie]),
        integrality=np.concatenate([model.integer, np.ones(len(elastic))]),
        bounds=_bounds(model, len(elastic), 1.0),
        constraints=LinearConstraint(wide, low, high),
        options={"node_limit": nodes(rows, effort)},
    )  # fmt: skip
    if result.status != 0:
        return None
    return [name for name, on in zip(elastic, result.x[n:], strict=True) if on > 0.5]


def _amounts(model, rows, low, high, names, which, effort) -> pd.DataFrame | None:
    """How far each limit of the set must give: the least total, each as a share of what was allowed."""
    if not which:
        return pd.DataFrame(columns=["limit", "allowed", "needed"])
    n = len(model.gain)
    soft = np.flatnonzero(np.isin(names.astype(str), which))
    upper_side = np.isfinite(high[soft])
    allowed = np.where(upper_side, high[soft], low[soft])
    slack = sparse.csr_array(
        (np.where(upper_side, -1.0, 1.0), (soft, np.arange(len(soft)))), shape=(rows.shape[0], len(soft))
    )
    result = milp(
        np.concatenate([np.zeros(n), 1 / np.maximum(1.0, np.abs(allowed))]),
        integrality=np.concatenate([model.integer, np.zeros(len(soft))]),
        bounds=_bounds(model, len(soft), np.inf),
        constraints=LinearConstraint(sparse.hstack([rows, slack]).tocsr(), low, high),
        options={"node_limit": nodes(rows, effort)},
    )  # fmt: skip
    if result.x is None:
        return None
    give = result.x[n:]
    table = []
    for name in which:
        own = names[soft] == name
        worst = int(np.argmax(give[own]))
        was, by = float(allowed[own][worst]), float(give[own][worst])
        scale = 1e6 if name == "budget" else 1.0
        table.append((name, was * scale, (was + by if upper_side[own][worst] else was - by) * scale))
    return pd.DataFrame(table, columns=["limit", "allowed", "needed"])
