"""Ratings of one region and period: score = difficulty + agency + person + person x indicator + rater + noise."""

from dataclasses import dataclass

import numpy as np

from data.sample.places import (
    CITIZEN,
    DIFFICULTY,
    INDICATORS,
    PEER,
    PENGAWAS,
    RATED,
    SELF,
    SOURCES,
    SUBORDINATE,
    SUPERIOR,
)  # fmt: skip
from data.sample.stories import HOLES, PLANTED
from data.sample.world import World

SOURCE_BIAS = {SUPERIOR: 0.0, PEER: 1.0, SUBORDINATE: 1.0, CITIZEN: -2.0}
_PEERS = [INDICATORS.index(code) for code in ("KOM", "DS", "AD", "KL")]
_SUBORDINATES = [INDICATORS.index(code) for code in ("KOM", "KL", "KPM")]
_KPM, _BP = INDICATORS.index("KPM"), INDICATORS.index("BP")


@dataclass(frozen=True)
class Habits:
    """What a region hands in, as shares."""

    unrated: float = 0.025  # people nobody rated this period
    lost: float = 0.02  # single rows that are missing
    reviewed: float = 0.2  # teams that rate each other (small offices: all)
    self_rated: float = 0.28
    heads_reviewed: float = 0.6
    sources: tuple[int, ...] = (SUPERIOR, PEER, SUBORDINATE, CITIZEN, SELF)


@dataclass(frozen=True)
class Rows:
    """Person rows, one array entry each. rater: a person number, -1 where the form names nobody."""

    person: np.ndarray
    post: np.ndarray
    indicator: np.ndarray
    source: np.ndarray
    rater: np.ndarray
    score: np.ndarray


def base_scores(rng: np.random.Generator, world: World, t: int) -> np.ndarray:
    """posts x rated indicators: what an average rater would see in the t-th period, before source and rater."""
    holder = world.occupants.holder[t]
    agency = world.effects.at(world.periods[t])[:, : len(RATED)][world.agency_at(t)]
    mood = rng.normal(0, world.spread.person_period, (len(holder), 1))
    person = world.ability[holder, None] + world.leaning[holder] + world.gain[holder]
    return np.array(list(DIFFICULTY.values())) + agency + person + mood


def rate(rng: np.random.Generator, world: World, t: int, habits: Habits, fixed: "Draws") -> Rows:
    """All person rows of one period."""
    posts, holder = world.posts, world.occupants.holder[t]
    everyone = np.arange(len(posts))
    seen = ~world.occupants.absent[t] & (rng.random(len(posts)) >= habits.unrated)
    holes = {source: seen & _handed_in(rng, world, t, source) for source in SOURCE_BIAS}
    base = base_scores(rng, world, t)
    severity = world.severity[holder] + world.extra + rng.normal(0, world.spread.rater_period, len(posts))
    severity = np.append(severity, world.outside)  # superior -1: the rater nobody names
    raters = np.append(holder, -1)
    may = np.ones((len(posts), len(RATED)), bool)
    may[posts.position > PENGAWAS, _KPM] = False  # leadership is rated of leaders only
    parts: list[tuple[np.ndarray, np.ndarray, int, np.ndarray, np.ndarray]] = []

    def add(source: int, who: np.ndarray, columns: list[int], rater_post: np.ndarray) -> None:
        if source not in habits.sources or not len(who):
            return
        line, column = np.nonzero(may[who][:, columns] & (rng.random((len(who), len(columns))) >= habits.lost))
        post, what, by = who[line], np.array(columns)[column], rater_post[line]
        parts.append((post, what, source, raters[by], severity[by]))

    handed = holes[SUPERIOR]
    add(SUPERIOR, everyone[handed], list(range(len(RATED))), posts.superior[handed])
    for other in fixed.peers:
        reviewed = fixed.reviewed & holes[PEER] & (other >= 0)
        add(PEER, everyone[reviewed], _PEERS, other[reviewed])
    for other in fixed.subordinates:
        reviewed = fixed.heads_reviewed & holes[SUBORDINATE] & (other >= 0)
        add(SUBORDINATE, everyone[reviewed], _SUBORDINATES, other[reviewed])
    own = fixed.self_rated & handed
    add(SELF, everyone[own], list(range(len(RATED))), everyone[own])
    served = fixed.faces_citizens & seen
    for _ in range(3):  # three citizens who leave no name; sd as wide as people's tastes
        add(CITIZEN, everyone[served], [_BP], np.full(int(served.sum()), -1))
    return _score(rng, world, t, base, parts)


def _score(rng: np.random.Generator, world: World, t: int, base: np.ndarray, parts: list) -> Rows:
    holder = world.occupants.holder[t]
    post, what = (np.concatenate([part[i] for part in parts]) for i in (0, 1))
    source = np.concatenate([np.full(len(part[0]), part[2], np.int8) for part in parts])
    rater, severity = (np.concatenate([part[i] for part in parts]) for i in (3, 4))
    person = holder[post]
    score = base[post, what] + rng.normal(0, world.spread.noise, len(post))
    score += np.where(source == SELF, world.self_bias[person], severity)
    for number, bias in SOURCE_BIAS.items():
        score[source == number] += bias
    for number, points in world.effects.by_source.items():
        chosen = source == number
        score[chosen] += points[world.agency_at(t)[post[chosen]], what[chosen]]
    citizens = source == CITIZEN
    score[citizens] += rng.normal(0, 7.0, int(citizens.sum())) - severity[citizens]
    return Rows(person, post, what.astype(np.int8), source, np.where(citizens | (source == SELF), -1, rater), score)


def _handed_in(rng: np.random.Generator, world: World, t: int, source: int) -> np.ndarray:
    """Posts for which a source's forms arrived, the planted holes applied."""
    arrived = np.ones(len(world.posts), bool)
    shown = world.agencies["code"].to_numpy()[world.agency_at(t)]
    for hole in HOLES:
        if world.codes[t] in hole.periods and hole.source in (None, SOURCES[source]):
            arrived &= (shown != hole.agency) | (rng.random(len(arrived)) < hole.remains)
    return arrived


@dataclass(frozen=True)
class Draws:
    """Who rates whom beside the superior, all periods alike. peers, subordinates: per post the rating post, or -1."""

    peers: list[np.ndarray]
    subordinates: list[np.ndarray]
    reviewed: np.ndarray
    heads_reviewed: np.ndarray
    self_rated: np.ndarray
    faces_citizens: np.ndarray

    @staticmethod
    def of(rng: np.random.Generator, world: World, habits: Habits) -> "Draws":
        posts, size = world.posts, len(world.posts)
        order = np.lexsort((np.arange(size), posts.superior))
        group, start, count = np.unique(posts.superior[order], return_index=True, return_counts=True)
        which = np.repeat(np.arange(len(group)), count)
        rank = np.arange(size) - start[which]
        peers = []
        for step in (1, 2, 3):
            other = np.full(size, -1)
            mate = order[start[which] + (rank + step) % count[which]]
            other[order] = np.where((count[which] > 3) & (group[which] >= 0), mate, -1)
            peers.append(other)
        subordinates = []
        for rank_wanted in range(4):
            other = np.full(size, -1)
            full = (group >= 0) & (count >= 4)
            other[group[full]] = order[start[full] + rank_wanted]
            subordinates.append(other)
        small = np.bincount(posts.agency, minlength=len(world.agencies))[posts.agency] <= 30
        # stories about peers need peers
        stories = [row.agency for row in (*PLANTED, *HOLES) if row.source == "peer"]
        has_story = world.agencies["code"].isin(stories).to_numpy()[posts.agency]
        team_reviewed = rng.random(size + 1) < habits.reviewed
        citizens = (world.agencies["citizens"] == "persons").to_numpy()[posts.agency]
        return Draws(
            peers,
            subordinates,
            team_reviewed[posts.superior] | small | has_story,
            rng.random(size) < habits.heads_reviewed,
            rng.random(size) < habits.self_rated,
            citizens & (posts.position > PENGAWAS),
        )
