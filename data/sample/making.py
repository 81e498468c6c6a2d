"""Puts the sample together: five regions, their periods, every kind of batch, and the truth."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.sample import predicates
from data.sample.frames import evaluation_frame, numbered, roster_frame
from data.sample.places import DIFFICULTY, INDICATORS, PERIODS, RATED, REGIONS, SURVEY_DIFFICULTY, agencies
from data.sample.posts import build
from data.sample.ratings import Draws, Habits, rate
from data.sample.services import survey
from data.sample.stories import BREAKS, EVENTS, HOLES, LUCK_ONLY, PLANTED, SEVERITIES, SUCCESSIONS, Truth
from data.sample.training import attend, attendance
from data.sample.world import Spread, World, planted_mask, populate, true_effects


@dataclass(frozen=True)
class Sample:
    """Made-up data of several regions and periods. Frames carry the columns of the files Cermin accepts (`line` counts
    from 2 inside each file); `reference` holds rows of the reference tables by table name."""

    reference: dict[str, pd.DataFrame]
    roster: pd.DataFrame
    evaluation: pd.DataFrame
    outcome: pd.DataFrame
    attendance: pd.DataFrame
    predicate: pd.DataFrame
    truth: Truth


def make(
    rng: np.random.Generator,
    scale: float = 1.0,
    regions: tuple[str, ...] | None = None,
    periods: tuple[str, ...] | None = None,
) -> Sample:
    """The demo: about 1 million facts at scale 1. `scale` multiplies the people of big agencies (small ones keep their
    size); `regions`, `periods` choose among REGIONS and PERIODS. A region is the same whichever others come with it."""
    codes = tuple(code for code in PERIODS if periods is None or code in periods)
    chosen = tuple(code for code in REGIONS if regions is None or code in regions)
    known = agencies()
    streams = dict(zip(REGIONS, rng.spawn(len(REGIONS)), strict=True))
    worlds, parts, sent = [], _Parts(), {}
    for region in chosen:
        stream = streams[region]
        mine = known[known["region"] == region].reset_index(drop=True)
        effects = true_effects(stream, region, mine, Spread())
        numbers = tuple(PERIODS.index(code) for code in codes)
        posts, series = build(stream, mine, scale), list(REGIONS).index(region)
        world = populate(stream, region, mine, posts, codes, numbers, effects, Spread(), series)
        sent[region] = _fill(stream, world, Habits(), parts)
        worlds.append(world)
    here = known[known["region"].isin(chosen)]
    return Sample(
        _reference(here, chosen), parts.joined("roster"), evaluation_frame(worlds, parts.ratings),
        parts.joined("outcome"), numbered(parts.joined("attendance"), ["region"]), parts.predicates(),
        _truth(worlds, sent),
    )  # fmt: skip


class _Parts:
    """Frames and rows gathered while regions are made."""

    def __init__(self) -> None:
        self.ratings, self.frames = [], {"roster": [], "outcome": [], "attendance": [], "predicate": []}

    def joined(self, kind: str) -> pd.DataFrame:
        return pd.concat(self.frames[kind], ignore_index=True)

    def predicates(self) -> pd.DataFrame:
        """None where no chosen period ends a year."""
        if not self.frames["predicate"]:
            return pd.DataFrame(columns=predicates.COLUMNS)
        return self.joined("predicate")


def _fill(rng: np.random.Generator, world: World, habits: Habits, parts: _Parts) -> list:
    """All periods of one region into `parts`. Returns the courses held, with the people sent."""
    draws, tastes, held = Draws.of(rng, world, habits), {}, []
    for t, code in enumerate(world.codes):
        for course, people in held:
            if course.gain and course.effective == code:
                world.gain[people, RATED.index(course.chosen_on)] += course.gain
        rows = rate(rng, world, t, habits, draws)
        surveyed, outcomes = survey(rng, world, t, tastes)
        parts.ratings.append((world, t, rows, surveyed))
        parts.frames["roster"].append(roster_frame(world, t))
        names = world.agencies["code"].to_numpy()[outcomes["agency"]]
        outcomes = outcomes.assign(region=world.region, period=code, agency=names)
        columns = ["region", "period", "agency", "unit", "measure", "value", "target", "respondents"]
        parts.frames["outcome"].append(numbered(outcomes[columns], []))
        if code.endswith("S2"):
            parts.frames["predicate"].append(predicates.yearly(rng, world, t))
        held += attend(rng, world, {t: rows}, t)
    parts.frames["attendance"].append(attendance(world, held))
    return held


def _reference(here: pd.DataFrame, regions: tuple[str, ...]) -> dict[str, pd.DataFrame]:
    def rows(columns: list[str], values) -> pd.DataFrame:
        return pd.DataFrame([row for row in values if row[0] in regions], columns=columns)

    return {
        "regions": rows(["code", "name"], REGIONS.items()),
        "agencies": here[["region", "code", "name", "short", "sector", "affair"]].reset_index(drop=True),
        "successions": rows(["region", "old", "new", "kind", "period"], SUCCESSIONS),
        "breaks": rows(["region", "indicator", "period", "reason"], BREAKS),
        "events": rows(["region", "agency", "period", "name_id", "name_en"], EVENTS),
    }


def _truth(worlds: list[World], sent: dict[str, list]) -> Truth:
    effects, planted, severities, courses = [], [], [], []
    for world in worlds:
        size, codes = len(INDICATORS), world.agencies["code"].to_numpy()
        effects.append(
            pd.DataFrame(
                {
                    "region": world.region,
                    "agency": np.repeat(codes, size),
                    "sector": np.repeat(world.agencies["sector"].to_numpy(), size),
                    "indicator": np.tile(INDICATORS, len(codes)),
                    "level": world.effects.level.ravel(),
                    "slope": world.effects.slope.ravel(),
                    "step": sum((step for _, step in world.effects.steps), np.zeros_like(world.effects.level)).ravel(),
                }
            )
        )
        number = {code: row for row, code in enumerate(codes)}
        for row in PLANTED:
            for code in codes[planted_mask(row, world.region, world.agencies)]:
                planted.append({**row._asdict(), "region": world.region, "agency": code})
        for story in (s for s in SEVERITIES if s.agency in number):
            for post in world.posts.leaders(number[story.agency]):
                if world.extra[post]:
                    nip = world.people["nip"].iloc[world.occupants.holder[0, post]]
                    severities.append((story.story, world.region, story.agency, nip, story.points))
        for course, people in sent[world.region]:
            courses.append((course.story, world.region, course.programme, course.chosen_on, course.gain, len(people)))
    apart = {row.agency for row in PLANTED if row.agency} | {hole.agency for hole in HOLES}
    apart |= {code for row in SUCCESSIONS for code in row[1:3]}
    everyone = [code for world in worlds for code in world.agencies["code"]]
    return Truth(
        pd.concat(effects, ignore_index=True),
        DIFFICULTY | SURVEY_DIFFICULTY,
        pd.DataFrame(planted),
        pd.DataFrame(severities, columns=["story", "region", "agency", "nip", "points"]),
        pd.DataFrame(courses, columns=["story", "region", "programme", "indicator", "gain", "n"]),
        tuple(code for code in everyone if code in LUCK_ONLY),
        tuple(code for code in everyone if code not in apart),
        pd.DataFrame(HOLES, columns=["story", "agency", "periods", "source", "remains"]),
    )
