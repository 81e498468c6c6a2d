"""Rows of numbers turned into the frames files are made of; keys are categories, so that a million rows stay small."""

import numpy as np
import pandas as pd

from data.sample.places import CITIZEN, INDICATORS, POSITIONS, RULE_SET, SCALES, SOURCES, SURVEY_RULE_SET
from data.sample.ratings import Rows
from data.sample.world import World

EVALUATION = [
    *("line", "region", "period", "nip", "name", "employee_type", "agency", "unit", "position", "indicator", "source"),
    *("rater", "raw", "scale_min", "scale_max", "rule_set", "score", "respondents"),
]
_SURVEY_FROM = INDICATORS.index("U1")


def numbered(frame: pd.DataFrame, per: list[str]) -> pd.DataFrame:
    """The frame with `line` in front: 2, 3, ... as in a file under one header row, starting anew per group."""
    count = frame.groupby(per, sort=False).cumcount() if per else np.arange(len(frame))
    out = frame.copy()
    out.insert(0, "line", np.asarray(count, np.int32) + np.int32(2))
    return out


def roster_frame(world: World, t: int) -> pd.DataFrame:
    """One row: one person's home in one period; people who left at its start appear once more, not active."""
    posts, occupants, shown = world.posts, world.occupants, world.agency_at(t)
    here = np.flatnonzero(~occupants.absent[t])
    gone = next(((post, who) for when, post, who in occupants.leaving if when == t), (here[:0], here[:0]))
    post = np.concatenate([here, gone[0]])
    person = np.concatenate([occupants.holder[t][here], gone[1]])
    people = world.people.iloc[person]
    frame = pd.DataFrame(
        {
            "region": world.region,
            "period": world.codes[t],
            "nip": people["nip"].to_numpy(),
            "name": people["name"].to_numpy(),
            "employee_type": people["employee_type"].to_numpy(),
            "agency": world.agencies["code"].to_numpy()[shown[post]],
            "unit": np.array(posts.units, object)[posts.unit[post]],
            "position": np.array(POSITIONS, object)[posts.position[post]],
            "active": np.arange(len(post)) < len(here),
        }
    )
    return numbered(frame, [])


def evaluation_frame(worlds: list[World], ratings: list[tuple[World, int, Rows, pd.DataFrame]]) -> pd.DataFrame:
    """The evaluation rows of all regions and periods, one block of rows per region and period. `score` is what the
    written raw value says on its own scale, 0-100; agency-level rows have no nip."""
    parts = {name: [] for name in ("region", "period", "person", "agency", "unit", "position", "indicator", "source")}
    parts |= {name: [] for name in ("rater", "raw", "low", "high", "respondents", "line")}
    first_person, first_agency, first_unit = _offsets(worlds)
    regions, periods = [w.region for w in worlds], list(worlds[0].codes) if worlds else []
    for world, t, rows, surveyed in ratings:
        who, people, extra = id(world), len(rows.person), len(surveyed)
        lowest, highest, decimals = SCALES[world.region]
        raw = np.round(lowest + np.clip(rows.score, 0, 100) / 100 * (highest - lowest), decimals)
        added = surveyed["agency"].to_numpy() + first_agency[who]
        nobody = np.full(extra, -1)
        for name, person_rows, agency_rows in (
            ("person", rows.person + first_person[who], nobody),
            ("agency", world.agency_at(t)[rows.post] + first_agency[who], added),
            ("unit", world.posts.unit[rows.post] + first_unit[who], nobody),
            ("position", world.posts.position[rows.post], nobody),
            ("indicator", rows.indicator, surveyed["indicator"].to_numpy()),
            ("source", rows.source, np.full(extra, CITIZEN)),
            ("rater", np.where(rows.rater < 0, -1, rows.rater + first_person[who]), nobody),
            ("raw", raw, surveyed["raw"].to_numpy()),
            ("low", np.full(people, lowest), surveyed["scale_min"].to_numpy()),
            ("high", np.full(people, highest), surveyed["scale_max"].to_numpy()),
            ("respondents", np.zeros(people, np.int32), surveyed["respondents"].to_numpy()),
        ):
            parts[name] += [person_rows, agency_rows]
        parts["region"].append(np.full(people + extra, regions.index(world.region), np.int8))
        parts["period"].append(np.full(people + extra, t, np.int8))
        parts["line"].append(np.arange(2, people + extra + 2, dtype=np.int32))
    cells = {name: np.concatenate(arrays) for name, arrays in parts.items()}
    nip = np.concatenate([world.people["nip"].to_numpy(object) for world in worlds])
    raw, low, high = cells["raw"], cells["low"], cells["high"]
    surveyed = (cells["indicator"] >= _SURVEY_FROM).astype(np.int8)
    columns = {
        "line": cells["line"],
        "region": _category(cells["region"], regions),
        "period": _category(cells["period"], periods),
        "nip": _category(cells["person"], nip),
        "name": _category(cells["person"], np.concatenate([w.people["name"].to_numpy(object) for w in worlds])),
        "employee_type": _category(
            cells["person"], np.concatenate([w.people["employee_type"].to_numpy(object) for w in worlds])
        ),
        "agency": _category(cells["agency"], np.concatenate([w.agencies["code"].to_numpy(object) for w in worlds])),
        "unit": _category(cells["unit"], np.concatenate([np.array(w.posts.units, object) for w in worlds])),
        "position": _category(cells["position"], POSITIONS),
        "indicator": _category(cells["indicator"], INDICATORS),
        "source": _category(cells["source"], SOURCES),
        "rater": _category(cells["rater"], nip),
        "raw": raw,
        "scale_min": low,
        "scale_max": high,
        "rule_set": _category(surveyed, (RULE_SET, SURVEY_RULE_SET)),
        "score": (raw - low) / (high - low) * 100.0,
        "respondents": pd.arrays.IntegerArray(cells["respondents"].astype(np.int32), cells["respondents"] == 0),
    }
    return pd.DataFrame(columns, columns=EVALUATION, copy=False)


def _offsets(worlds: list[World]) -> tuple[dict[int, int], dict[int, int], dict[int, int]]:
    """Where each region's people, agencies and units begin in the lists of all regions."""
    people, agencies, units, first = {}, {}, {}, [0, 0, 0]
    for world in worlds:
        people[id(world)], agencies[id(world)], units[id(world)] = first
        first = [first[0] + len(world.people), first[1] + len(world.agencies), first[2] + len(world.posts.units)]
    return people, agencies, units


def _category(codes: np.ndarray, values) -> pd.Categorical:
    """Categories from numbers into `values`, which may repeat; -1 is missing."""
    number, unique = pd.factorize(np.array(list(values), object))
    return pd.Categorical.from_codes(np.append(number, -1)[codes], pd.Index(unique, dtype="str"))
