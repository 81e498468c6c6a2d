"""What citizens meet: satisfaction (SKM U1-U9), complaints, response days, targets reached; agency-level ratings."""

import numpy as np
import pandas as pd

from data.sample.places import CITIZEN, DIFFICULTY, INDICATORS, RATED, SCALES, SURVEY, SURVEY_DIFFICULTY
from data.sample.ratings import SOURCE_BIAS
from data.sample.world import World

_SURVEY = slice(len(RATED), len(INDICATORS))
_TG, _BP, _KOM = (INDICATORS.index(code) for code in ("TG", "BP", "KOM"))
_U8 = SURVEY.index("U8")
REALISATION_TARGET, COMPLAINTS_TARGET, RESPONSE_TARGET = 95.0, 8.0, 5.0


def service_points(world: World, t: int) -> pd.DataFrame:
    """One row: one place citizens come to: agency (row number), unit (None: the agency as a whole), people."""
    posts, shown = world.posts, world.agency_at(t)
    frame = pd.DataFrame({"agency": shown, "unit": np.array(posts.units, object)[posts.unit]})
    kind = world.agencies["citizens"].to_numpy()[shown]
    inner = frame["unit"].str.startswith(("Puskesmas", "Kelurahan"))
    frame.loc[(kind != "units") | ~inner, "unit"] = None
    frame = frame[(kind != "none") & ((kind != "units") | inner)]
    return frame.groupby(["agency", "unit"], dropna=False, sort=True).size().rename("people").reset_index()


def survey(
    rng: np.random.Generator, world: World, t: int, tastes: dict[tuple[int, str | None], float]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """(agency-level evaluation rows: agency, indicator, raw, scale_min, scale_max, respondents;
    outcome rows: agency, unit, measure, value, target, respondents).

    Agency figures of U1-U9 are the respondents' mean over the units' figures. `tastes` remembers how a service point
    differs from its agency (0-100 points) over the periods."""
    points = service_points(world, t)
    for key in points[["agency", "unit"]].itertuples(index=False):
        tastes.setdefault((key.agency, key.unit), float(rng.normal(0, 1.5)))
    taste = np.array([tastes[key.agency, key.unit] for key in points[["agency", "unit"]].itertuples(index=False)])
    agency = points["agency"].to_numpy()
    effect = world.effects.at(world.periods[t])
    people = points["people"].to_numpy()
    asked = rng.integers(30, 90, len(points)) + np.minimum(people, 120)
    expected = np.array(list(SURVEY_DIFFICULTY.values())) + taste[:, None] + effect[agency][:, _SURVEY]
    noise = rng.normal(0, 1, expected.shape) * (16.0 / np.sqrt(asked))[:, None]
    answers = np.round(1 + 3 * np.clip(expected + noise, 0, 100) / 100, 2)

    handling = expected[:, _U8] - SURVEY_DIFFICULTY["U8"]  # good handling answers sooner and is complained about less
    visits = 3.0 + people / 12.0
    complaints = rng.poisson(np.clip(visits * np.exp(-handling / 22.0), 0.2, 400))
    days = np.round(np.clip(4.2 * np.exp(-handling / 25.0) * rng.lognormal(0, 0.12, len(points)), 0.5, 60), 1)
    services = 14 * asked + 9 * people  # a survey asks some of those who come
    outcomes = _stacked(points, answers, asked, complaints, days, services)
    rows = _by_agency(agency, answers, asked), _direct(rng, world, effect, agency, asked)
    return pd.concat(rows, ignore_index=True), pd.concat(
        [outcomes, _realisation(rng, world, t, effect)], ignore_index=True
    )


def _stacked(
    points: pd.DataFrame, answers: np.ndarray, asked: np.ndarray, complaints, days, services
) -> pd.DataFrame:  # fmt: skip
    """Outcome rows of the service points, measure after measure."""
    size, empty = len(points), np.full(len(points), -1)
    targets = [*[np.nan] * len(SURVEY), COMPLAINTS_TARGET, RESPONSE_TARGET, np.nan]
    respondents = np.concatenate([np.tile(asked, len(SURVEY)), *[empty] * 3]).astype(np.int32)
    return pd.DataFrame(
        {
            "agency": np.tile(points["agency"].to_numpy(), len(targets)),
            "unit": np.tile(points["unit"].to_numpy(object), len(targets)),
            "measure": np.repeat(np.array([*SURVEY, "complaints", "response_days", "services"], object), size),
            "value": np.concatenate([answers.T.ravel(), complaints.astype(float), days, services.astype(float)]),
            "target": np.repeat(targets, size),
            "respondents": pd.arrays.IntegerArray(respondents, respondents < 0),
        }
    )


def _realisation(rng: np.random.Generator, world: World, t: int, effect: np.ndarray) -> pd.DataFrame:
    """Share of the targets realised, per agency: where targets are unrealistic it falls with the TG rating."""
    present = np.unique(world.agency_at(t))
    value = 94.0 + 1.5 * effect[present, _TG] + rng.normal(0, 1.5, len(present))
    return pd.DataFrame(
        {
            "agency": present,
            "unit": np.full(len(present), None, object),
            "measure": "realisation",
            "value": np.round(np.clip(value, 20, 108), 1),
            "target": REALISATION_TARGET,
            "respondents": pd.array([None] * len(present), "Int32"),
        }
    )


def _by_agency(agency: np.ndarray, answers: np.ndarray, asked: np.ndarray) -> pd.DataFrame:
    """Agency figures of U1-U9: respondents' mean over its service points."""
    present, inverse = np.unique(agency, return_inverse=True)
    total = np.bincount(inverse, weights=asked)
    mean = np.stack([np.bincount(inverse, weights=asked * column) for column in answers.T]) / total
    size = len(SURVEY)
    return pd.DataFrame(
        {
            "agency": np.tile(present, size),
            "indicator": np.repeat(len(RATED) + np.arange(size), len(present)),
            "raw": np.round(mean, 2).ravel(),
            "scale_min": 1.0,
            "scale_max": 4.0,
            "respondents": np.tile(total, size).astype(int),
        }
    )


def _direct(
    rng: np.random.Generator, world: World, effect: np.ndarray, agency: np.ndarray, asked: np.ndarray
) -> pd.DataFrame:
    """Citizens' answers on BP (and communication, of health services), one row per agency on the region's own scale."""
    low, high, decimals = SCALES[world.region]
    kind = world.agencies["citizens"].to_numpy()
    counts = np.bincount(agency, weights=asked, minlength=len(kind))
    served = np.flatnonzero((counts > 0) & (kind != "persons"))
    health = np.flatnonzero((counts > 0) & (world.agencies["sector"] == "KES").to_numpy())
    chosen = np.concatenate([served, health])
    indicator = np.repeat([_BP, _KOM], [len(served), len(health)])
    score = np.array(list(DIFFICULTY.values()))[indicator] + SOURCE_BIAS[CITIZEN] + effect[chosen, indicator]
    score = np.clip(score + rng.normal(0, 16.0, len(chosen)) / np.sqrt(counts[chosen]), 0, 100)
    raw = np.round(low + score / 100 * (high - low), max(decimals, 1))
    return pd.DataFrame(
        {
            "agency": chosen,
            "indicator": indicator,
            "raw": raw,
            "scale_min": low,
            "scale_max": high,
            "respondents": counts[chosen].astype(int),
        }
    )
