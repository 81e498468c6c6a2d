"""Made-up regions whose truth is known: people, raters, agencies, with or without differences and change."""

import numpy as np
import pandas as pd

SIZES = (
    *(5, 6, 7, 8, 10, 12, 15, 19, 20, 24, 28, 32, 36, 40, 45, 50, 56, 64, 72, 80),
    *(90, 100, 120, 140, 160, 180, 200, 240, 300, 400),
)
"""People per agency of a mid-sized region: kelurahan to health service."""


def teams(sizes, load: int) -> pd.DataFrame:
    """One row is one person: agency, employee, rater; each rater has `load` people, the last of an agency the rest."""
    frames = [
        pd.DataFrame({"agency": f"A{number:02d}", "rater": [f"A{number:02d}-{i // load}" for i in range(size)]})
        for number, size in enumerate(sizes)
    ]
    people = pd.concat(frames, ignore_index=True)
    return people.assign(employee=np.arange(len(people)))


def rated(people: pd.DataFrame, rng: np.random.Generator, rater_share: float, sd: float = 10.0, mean=70.0):
    """`people` with a value: the agency's true mean (a number, or a Series by agency) plus rater and person."""
    rater, _ = pd.factorize(people["rater"])
    truth = people["agency"].map(mean) if isinstance(mean, pd.Series) else mean
    severity = rng.normal(0, sd * np.sqrt(rater_share), rater.max() + 1)
    return people.assign(value=truth + severity[rater] + rng.normal(0, sd * np.sqrt(1 - rater_share), len(people)))


def scores(ratings: pd.DataFrame) -> pd.DataFrame:
    """One row is one agency: score, n_people, coverage."""
    groups = ratings.groupby("agency")["value"]
    return pd.DataFrame({"score": groups.mean(), "n_people": groups.size()}).reset_index().assign(coverage=1.0)


def two_periods(
    people: pd.DataFrame,
    rng: np.random.Generator,
    rater_share: float,
    lasting: float = 0.5,
    fresh: float = 0.0,
    change: pd.Series | None = None,
    sd: float = 10.0,
    rater_lasting: float | None = None,
) -> pd.DataFrame:
    """One row is one person in both periods: agency, rater_before, rater_now, before, now.

    `lasting` is the share of a person's variance that stays, and of a rater's unless `rater_lasting` says otherwise;
    `fresh` the share of people who get another rater of their agency; `change` the true change per agency.
    """
    codes, names = pd.factorize(people["rater"])
    agency = people["agency"].to_numpy()
    now = codes.copy()
    moves = rng.random(len(people)) < fresh
    for name in np.unique(agency):
        here = np.flatnonzero((agency == name) & moves)
        now[here] = rng.choice(np.unique(codes[agency == name]), len(here))

    def effects(count: int, variance: float, lasts: float) -> tuple[np.ndarray, np.ndarray]:
        stays = rng.normal(0, np.sqrt(variance * lasts), count)
        first, second = rng.normal(0, np.sqrt(variance * (1 - lasts)), (2, count))
        return stays + first, stays + second

    severe_before, severe_now = effects(
        len(names), sd**2 * rater_share, lasting if rater_lasting is None else rater_lasting
    )
    able_before, able_now = effects(len(people), sd**2 * (1 - rater_share), lasting)
    true = 0.0 if change is None else people["agency"].map(change).to_numpy()
    return people[["agency", "employee"]].assign(
        rater_before=names[codes],
        rater_now=names[now],
        before=70 + severe_before[codes] + able_before,
        now=70 + true + severe_now[now] + able_now,
    )


def turned(pairs: pd.DataFrame, rng: np.random.Generator, share: float) -> tuple[pd.DataFrame, ...]:
    """`pairs` of whom a share left and a share came: ratings of the earlier period, of the later one, and
    of whoever was rated both times."""
    gone, came = rng.random((2, len(pairs))) < share
    sides = []
    for name, here in (("before", ~came | gone), ("now", ~gone)):
        renamed = pairs[here].rename(columns={f"rater_{name}": "rater", name: "value"})
        sides.append(renamed[["agency", "employee", "rater", "value"]])
    return *sides, pairs[~gone & ~came]


def history(
    people: pd.DataFrame,
    rng: np.random.Generator,
    rater_share: float,
    periods: int,
    lasting: float = 0.5,
    slope: pd.Series | None = None,
    sd: float = 10.0,
) -> list[pd.DataFrame]:
    """One frame per period as `rated` gives it, same people and raters; `slope`: true points per period, by agency."""
    rater, _ = pd.factorize(people["rater"])
    true = np.zeros(len(people)) if slope is None else people["agency"].map(slope).to_numpy()
    severe = rng.normal(0, sd * np.sqrt(rater_share * lasting), rater.max() + 1)
    able = rng.normal(0, sd * np.sqrt((1 - rater_share) * lasting), len(people))
    frames = []
    for period in range(periods):
        severity = severe + rng.normal(0, sd * np.sqrt(rater_share * (1 - lasting)), len(severe))
        ability = able + rng.normal(0, sd * np.sqrt((1 - rater_share) * (1 - lasting)), len(able))
        frames.append(people.assign(value=60 + true * period + severity[rater] + ability))
    return frames
