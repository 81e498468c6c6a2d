"""One region's people and true effects, before anybody is rated."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from data.sample.people import Occupants, make_people, turnover
from data.sample.places import INDICATORS, PENGAWAS, PERIODS, RATED, SOURCES, SURVEY
from data.sample.posts import Posts
from data.sample.stories import LUCK_ONLY, PLANTED, SEVERITIES, SUCCESSIONS, Planted


@dataclass(frozen=True)
class Spread:
    """Standard deviations of the rating model, points on the 0-100 scale."""

    person: float = 6.0  # ability, the same on every indicator
    person_indicator: float = 5.0  # strong here, weak there
    person_period: float = 2.0  # a good or bad half-year
    rater: float = 4.0  # lasting severity
    rater_period: float = 3.0  # its wobble from period to period
    noise: float = 4.5
    agency: float = 1.5  # true differences between agencies without a story
    agency_indicator: float = 1.0
    self_bias: float = 4.0


@dataclass
class Effects:
    """True effects of a region's agencies. level, slope: agencies x indicators; steps: (from period number, agencies x
    indicators to add); by_source: the same per source number."""

    level: np.ndarray
    slope: np.ndarray
    steps: list[tuple[int, np.ndarray]] = field(default_factory=list)
    by_source: dict[int, np.ndarray] = field(default_factory=dict)

    def at(self, period: int) -> np.ndarray:
        """Points per agency and indicator in one period, on top of the difficulty."""
        points = self.level + self.slope * period
        for since, step in self.steps:
            if period >= since:
                points = points + step
        return points


@dataclass
class World:
    """A region: who is there and what is true of them. People are numbered; posts are numbered."""

    region: str
    agencies: pd.DataFrame
    periods: tuple[int, ...]  # semesters since 2022-S2, one per entry of `codes`
    codes: tuple[str, ...]
    posts: Posts
    occupants: Occupants
    people: pd.DataFrame
    spread: Spread
    effects: Effects
    ability: np.ndarray
    leaning: np.ndarray  # people x rated indicators
    severity: np.ndarray  # per person, as a rater
    extra: np.ndarray  # planted severity per post
    outside: float  # severity of the rater nobody names
    self_bias: np.ndarray
    gain: np.ndarray  # people x rated indicators: what training has truly added so far

    def agency_at(self, t: int) -> np.ndarray:
        """Agency (row number) of every post in the t-th period, successions applied."""
        rows = np.arange(len(self.agencies))
        number = {code: row for row, code in enumerate(self.agencies["code"])}
        for region, old, new, _, since in SUCCESSIONS:
            if region == self.region and old in number and self.periods[t] >= PERIODS.index(since):
                rows[number[old]] = number[new]
        return rows[self.posts.agency]


def planted_mask(row: Planted, region: str, agencies: pd.DataFrame) -> np.ndarray:
    """Which agencies a planted effect touches."""
    keep = np.full(len(agencies), row.region in (None, region))
    for column, wanted in (("sector", row.sector), ("affair", row.affair), ("code", row.agency)):
        if wanted is not None:
            keep &= (agencies[column] == wanted).to_numpy()
    return keep


def true_effects(rng: np.random.Generator, region: str, agencies: pd.DataFrame, spread: Spread) -> Effects:
    """Small differences between ordinary agencies, the stories on top; nothing at all for the luck-only ones."""
    effects = Effects(_chance(rng, region, agencies, spread), np.zeros((len(agencies), len(INDICATORS))))
    for planted in PLANTED:
        touched = planted_mask(planted, region, agencies)
        if touched.any():
            _plant(effects, planted, touched)
    return effects


def _chance(rng: np.random.Generator, region: str, agencies: pd.DataFrame, spread: Spread) -> np.ndarray:
    """What chance gives each agency (row) on each indicator (column)."""
    shape = (len(agencies), len(INDICATORS))
    level = rng.normal(0, spread.agency, (shape[0], 1)) + rng.normal(0, spread.agency_indicator, shape)
    number = {code: row for row, code in enumerate(agencies["code"])}
    for where, old, new, kind, _ in SUCCESSIONS:
        if where == region and kind == "rename":
            level[number[new]] = level[number[old]]
    # a trend or an event is told by the planted effect alone, not by what chance put on top; what citizens alone see of
    # an agency leaves what its staff are rated as it is
    for code in (*LUCK_ONLY, *(planted.agency for planted in PLANTED if planted.indicator not in SURVEY)):
        if code in number:
            level[number[code]] = 0.0
    return level


def _plant(effects: Effects, planted: Planted, touched: np.ndarray) -> None:
    """Add one story to the agencies it touches: to what one source says, from a period on, or always."""
    cells = np.zeros(effects.level.shape)
    cells[touched, slice(None) if planted.indicator is None else INDICATORS.index(planted.indicator)] = 1.0
    if planted.source is not None:
        source = SOURCES.index(planted.source)
        effects.by_source[source] = effects.by_source.get(source, np.zeros(cells.shape)) + planted.level * cells
    elif planted.since is not None:
        effects.steps.append((PERIODS.index(planted.since), planted.level * cells))
    else:
        effects.level += planted.level * cells
        effects.slope += planted.slope * cells


def populate(
    rng: np.random.Generator,
    region: str,
    agencies: pd.DataFrame,
    posts: Posts,
    codes: tuple[str, ...],
    periods: tuple[int, ...],
    effects: Effects,
    spread: Spread,
    series: int,
) -> World:
    """Fill the posts of a region with people. `series` keeps the NIPs of regions apart."""
    extra, pinned = np.zeros(len(posts)), np.zeros(len(posts), bool)
    number = {code: row for row, code in enumerate(agencies["code"])}
    for story in SEVERITIES:
        if story.agency in number:
            leaders = posts.leaders(number[story.agency])
            chosen = leaders if story.leader is None else leaders[-1:] if len(leaders) < 2 else leaders[[story.leader]]
            extra[chosen] += story.points
            pinned[chosen] = True
    occupants = turnover(rng, posts, len(codes), pinned)
    first = occupants.first_post
    years = np.array([0, *(int(code[:4]) for code in codes[1:])])
    sector = agencies["sector"].to_numpy()[posts.agency[first]]
    people = make_people(rng, posts.position[first], sector, years[occupants.first_seen], series)
    size = len(people)
    severity = rng.normal(0, spread.rater, size)
    severity[occupants.holder[0][pinned]] = 0.0  # a planted severity is the whole severity
    leads = (posts.position[first] <= PENGAWAS).astype(float)
    return World(
        region, agencies, periods, codes, posts, occupants, people, spread, effects,
        ability=rng.normal(0, spread.person, size) + leads,  # heads were chosen for something
        leaning=rng.normal(0, spread.person_indicator, (size, len(RATED))),
        severity=severity,
        extra=extra,
        outside=float(rng.normal(0, spread.rater)),
        self_bias=rng.normal(spread.self_bias, 4.0, size),
        gain=np.zeros((size, len(RATED))),
    )  # fmt: skip
