"""Who was sent to which course, and what the course truly did."""

from datetime import date
from fnmatch import fnmatch

import numpy as np
import pandas as pd

from data.sample.places import RATED, SUPERIOR
from data.sample.ratings import Rows
from data.sample.stories import COURSES, Course
from data.sample.world import World

HOURS_CONTRACT = 24.0  # PPPK may not be sent to more hours a year


def choose(rng: np.random.Generator, world: World, t: int, course: Course, rows: Rows | None) -> np.ndarray:
    """People sent, among those in place in period t. `rows`: that period's ratings, for courses chosen on scores."""
    shown = world.agencies["code"].to_numpy()[world.agency_at(t)]
    wanted = [any(fnmatch(code, pattern) for pattern in course.agencies) for code in world.agencies["code"]]
    inside = world.agencies["code"].to_numpy()[np.array(wanted)]
    posts = np.flatnonzero(np.isin(shown, inside) & ~world.occupants.absent[t])
    if course.hours > HOURS_CONTRACT:
        kinds = world.people["employee_type"].to_numpy()[world.occupants.holder[t][posts]]
        posts = posts[kinds == "pns"]
    holder = world.occupants.holder[t]
    if course.chosen_on is None:
        return holder[posts[rng.random(len(posts)) < course.share]]
    assert rows is not None  # a course chosen on scores is given the scores
    seen = (rows.source == SUPERIOR) & (rows.indicator == RATED.index(course.chosen_on))
    score = np.full(len(holder), np.nan)
    score[rows.post[seen]] = rows.score[seen]
    # only every second person had the chance; equally low ones beside them show what happens without the course
    posts = posts[(posts % 2 == 0) & ~np.isnan(score[posts])]
    lowest = posts[np.argsort(score[posts], kind="stable")]
    return holder[lowest[: round(len(lowest) * course.share)]]


def attend(
    rng: np.random.Generator, world: World, by_period: dict[int, Rows], t: int
) -> list[tuple[Course, np.ndarray]]:
    """Courses whose people are chosen at the end of period t, with the people; their true gain is switched on later."""
    sent = []
    for course in COURSES:
        if _chosen_at(course, world.codes) == t:
            people = choose(rng, world, t, course, by_period.get(t))
            if len(people):
                sent.append((course, people))
    return sent


def _chosen_at(course: Course, codes: tuple[str, ...]) -> int | None:
    """Index of the period after which people are chosen: the named one, else the one in which the course runs (the last
    one known for courses after it)."""
    if course.chosen_in is not None:
        return codes.index(course.chosen_in) if course.chosen_in in codes else None
    year, month = int(course.starts[:4]), int(course.starts[5:7])
    code = f"{year}-S{1 if month < 7 else 2}"
    if code in codes:
        return codes.index(code)
    return len(codes) - 1 if codes and code > codes[-1] else None


def attendance(world: World, sent: list[tuple[Course, np.ndarray]]) -> pd.DataFrame:
    """One row: one person attended one course: region, nip, name, programme, title, starts, ends, learning_hours."""
    frames = [
        world.people.iloc[people][["nip", "name"]].assign(
            region=world.region,
            programme=course.programme,
            title=course.title,
            starts=date.fromisoformat(course.starts),
            ends=date.fromisoformat(course.ends),
            learning_hours=course.hours,
        )
        for course, people in sent
    ]
    columns = ["region", "nip", "name", "programme", "title", "starts", "ends", "learning_hours"]
    return pd.concat(frames, ignore_index=True)[columns] if frames else pd.DataFrame(columns=columns)
