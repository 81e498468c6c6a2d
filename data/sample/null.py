"""A region in which no agency differs from another: for calibrating whatever claims to see a difference."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from data.sample.frames import evaluation_frame, roster_frame
from data.sample.making import Sample
from data.sample.places import (
    DIFFICULTY,
    INDICATORS,
    JF_TEKNIS,
    PEL_ADM,
    PENGAWAS,
    PERIODS,
    SUPERIOR,
    SURVEY_DIFFICULTY,
)
from data.sample.posts import Posts
from data.sample.ratings import Draws, Habits, rate
from data.sample.stories import HOLES, Truth
from data.sample.world import Effects, Spread, World, populate

REGION = "7271"  # for its scale: 0-100 with one decimal
SIZES = tuple(int(n) for n in np.round(np.geomspace(6, 300, 40)))
LEVEL = -14.0  # keeps scores clear of 100, so that the expected score is the mean of what is written
_SECTORS = ("PEND", "KES", "INFRA", "TANI", "PARIWISATA", "SOSIAL", "ADMIN", "WILAYAH")


def null_world(
    rng: np.random.Generator,
    sizes: Sequence[int] = SIZES,
    periods: Sequence[str] = PERIODS[-2:],
    rater_share: float = 0.3,
    ratees_per_rater: int = 12,
    lasting_sd: float = 9.0,
    shock_sd: float = 0.0,
    lag1: float = 0.0,
    habits: Habits | None = None,
) -> Sample:
    """One agency per entry of `sizes`, none truly different: every agency expects difficulty + LEVEL points.

    rater_share: share of the lasting variance of a person's score (lasting_sd squared) that comes from the superior's
    severity, the rest being ability; 0: all ratings independent given the person. Superiors have `ratees_per_rater`
    people each and stand outside the roster. shock_sd, lag1: agency-wide noise of each period, autocorrelated over
    periods; still no trend. Only superiors rate unless `habits` says otherwise. Outcome, attendance and predicate stay
    empty."""
    agencies = pd.DataFrame(
        {
            "region": REGION,
            "code": [f"{REGION}-N{i:03d}" for i in range(1, len(sizes) + 1)],
            "name": [f"Perangkat Daerah {i}" for i in range(1, len(sizes) + 1)],
            "short": [f"PD {i}" for i in range(1, len(sizes) + 1)],
            "sector": [_SECTORS[i % 8] for i in range(len(sizes))],
            "affair": "",
            "citizens": "none",
        }
    )
    spread = Spread(
        person=lasting_sd * np.sqrt(1 - rater_share), rater=lasting_sd * np.sqrt(rater_share), rater_period=0.0,
        agency=0.0, agency_indicator=0.0,
    )  # fmt: skip
    zero = np.zeros((len(sizes), len(INDICATORS)))
    effects = Effects(zero + LEVEL, zero, _shocks(rng, len(sizes), len(periods), shock_sd, lag1))
    posts = _posts(rng, sizes, ratees_per_rater)
    outside = posts.superior < 0
    numbers = tuple(range(len(periods)))
    world = populate(rng, REGION, agencies, posts, tuple(periods), numbers, effects, spread, 0)
    world.occupants.absent[:, outside] = True
    world.occupants.leaving[:] = [
        (t, post[~outside[post]], who[~outside[post]]) for t, post, who in world.occupants.leaving
    ]
    world.ability -= np.where(world.posts.position[world.occupants.first_post] <= PENGAWAS, 1.0, 0.0)
    habits = habits or replace(Habits(), sources=(SUPERIOR,))
    draws = Draws.of(rng, world, habits)
    none = pd.DataFrame(columns=["agency", "indicator", "raw", "scale_min", "scale_max", "respondents"], dtype=float)
    none = none.astype({"agency": int, "indicator": int, "respondents": int})
    ratings = [(world, t, rate(rng, world, t, habits, draws), none) for t in numbers]
    roster = pd.concat([roster_frame(world, t) for t in numbers], ignore_index=True)
    reference = {
        "regions": pd.DataFrame({"code": [REGION], "name": ["Kota tanpa perbedaan"]}),
        "agencies": agencies[["region", "code", "name", "short", "sector", "affair"]],
    }
    empty = pd.DataFrame({"region": [], "period": []})
    return Sample(reference, roster, evaluation_frame([world], ratings), empty, empty, empty, _truth(world))


def _posts(rng: np.random.Generator, sizes: Sequence[int], team: int) -> Posts:
    """Teams of about `team` people; the superior of each team is a post of its own, rated by nobody."""
    agency, superior, position = [], [], []
    for number, size in enumerate(sizes):
        for part in np.array_split(np.arange(size), max(1, round(size / team))):
            leader = len(agency)
            agency += [number] * (len(part) + 1)
            superior += [-1] + [leader] * len(part)
            position += [PENGAWAS, *rng.choice([JF_TEKNIS, PEL_ADM], len(part))]
    unit = np.array(agency, np.int32)
    names = [f"Unit {number}" for number in range(len(sizes))]
    return Posts(unit, unit, np.array(position, np.int8), np.array(superior, np.int32), names)


def _shocks(
    rng: np.random.Generator, agencies: int, periods: int, sd: float, lag1: float
) -> list[tuple[int, np.ndarray]]:
    """Agency-wide noise per period as steps from one period to the next: a stationary AR(1) series per agency."""
    if sd == 0:
        return []
    steps, before = [], np.zeros(agencies)
    state = rng.normal(0, sd, agencies)
    for t in range(periods):
        if t:
            state = lag1 * state + rng.normal(0, sd * np.sqrt(1 - lag1**2), agencies)
        steps.append((t, np.repeat((state - before)[:, None], len(INDICATORS), axis=1)))
        before = state.copy()
    return steps


def _truth(world: World) -> Truth:
    codes, size = world.agencies["code"], len(INDICATORS)
    effects = pd.DataFrame(
        {
            "region": REGION,
            "agency": np.repeat(codes.to_numpy(), size),
            "sector": np.repeat(world.agencies["sector"].to_numpy(), size),
            "indicator": np.tile(INDICATORS, len(codes)),
            "level": LEVEL,
            "slope": 0.0,
            "step": 0.0,
        }
    )
    return Truth(
        effects,
        DIFFICULTY | SURVEY_DIFFICULTY,
        pd.DataFrame(columns=["story", "region", "agency"]),
        pd.DataFrame(columns=["story", "region", "agency", "nip", "points"]),
        pd.DataFrame(columns=["story", "region", "programme", "indicator", "gain", "n"]),
        tuple(codes),
        tuple(codes),
        pd.DataFrame([], columns=HOLES[0]._fields),
    )
