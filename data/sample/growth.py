"""Evaluation files of any size for the benchmark: agencies and positions stay, only the number of people grows."""

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from data.sample.frames import EVALUATION
from data.sample.people import make_people
from data.sample.places import DIFFICULTY, INDICATORS, PEER, PERIODS, POSITIONS, RULE_SET, SOURCES, SUPERIOR, agencies

REGION = "3403"
AGENCIES = 30
SMALLEST = 5  # people per agency and position: below, blocks would merge and the number of cells change
CHUNK = 1_000_000  # rows held in memory at once

# What one person's sheet holds in a period: indicator, source, which peer (0: the superior).
_SHEET = np.array(
    [(i, SUPERIOR, 0) for i in range(7)]
    + [(INDICATORS.index(code), PEER, who) for code in ("KOM", "KL") for who in (1, 2, 3)]
)
_TEXT = pa.dictionary(pa.int32(), pa.string())
_NUMBER = {"line": pa.int32(), "raw": pa.float64(), "scale_min": pa.float64(), "scale_max": pa.float64()}
_NUMBER |= {"score": pa.float64(), "respondents": pa.int32()}
_SCHEMA = pa.schema([(name, _NUMBER.get(name, _TEXT)) for name in EVALUATION])


def growth_agencies() -> pd.DataFrame:
    """Reference rows of the agencies in these files: region, code, name, short, sector, affair."""
    known = agencies()
    known = known[(known["region"] == REGION) & (known["people"] > 0)].head(AGENCIES)
    return known[["region", "code", "name", "short", "sector", "affair"]].reset_index(drop=True)


def growth(rng: np.random.Generator, n_facts: int, folder: Path, periods: tuple[str, ...] = PERIODS) -> list[Path]:
    """Write one evaluation Parquet file per period, `n_facts` rows together as nearly as whole people allow, and return
    their paths. Every one of 30 agencies x 6 positions has at least 5 people at any size, no row is missing, and the
    units are empty (so that big agencies keep one block per position): the number of cells does not depend on n_facts.
    Memory stays within a few hundred MB."""
    leaves = AGENCIES * len(POSITIONS)
    people = max(SMALLEST * leaves, round(n_facts / (len(_SHEET) * len(periods))))
    leaf = np.arange(people) * leaves // people  # spread evenly, leaf after leaf
    first = np.searchsorted(leaf, np.arange(leaves))
    size = np.bincount(leaf, minlength=leaves)
    agency, position = leaf // len(POSITIONS), leaf % len(POSITIONS)
    known = growth_agencies()
    persons = make_people(rng, position, known["sector"].to_numpy()[agency], np.zeros(people, int), 0)
    rank = np.arange(people) - first[leaf]
    raters = [_superior(agency), *(first[leaf] + (rank + step) % size[leaf] for step in (1, 2, 3))]
    level = rng.normal(0, 2, AGENCIES)[agency] + rng.normal(0, 6, people)
    severity = rng.normal(0, 4, people)
    paths = []
    for period in periods:
        path = folder / f"evaluation-{REGION}-{period}.parquet"
        with pq.ParquetWriter(path, _SCHEMA, compression="zstd") as writer:
            step = CHUNK // len(_SHEET)
            for start in range(0, people, step):
                who = np.arange(start, min(start + step, people))
                table = _sheets(rng, period, who, persons, known, agency, position, raters, level, severity)
                writer.write_table(table)
        paths.append(path)
    return paths


def _superior(agency: np.ndarray) -> np.ndarray:
    """Person number of everybody's superior: in each agency, groups of ten are rated by the first of the next group."""
    start = np.searchsorted(agency, np.arange(AGENCIES))
    count = np.bincount(agency, minlength=AGENCIES)
    groups = np.maximum(count // 10, 2)
    rank = np.arange(len(agency)) - start[agency]
    group = rank * groups[agency] // count[agency]
    following = (group + 1) % groups[agency]
    return start[agency] + -(-following * count[agency] // groups[agency])


def _sheets(rng, period, who, persons, known, agency, position, raters, level, severity) -> pa.Table:
    """The rows of some people in one period."""
    person, sheet = np.repeat(who, len(_SHEET)), np.tile(_SHEET, (len(who), 1))
    rater = np.choose(sheet[:, 2], [np.repeat(r[who], len(_SHEET)) for r in raters])
    score = np.array(list(DIFFICULTY.values()))[sheet[:, 0]] + level[person] + severity[rater]
    score = np.round(np.clip(score + rng.normal(0, 5, len(person)), 0, 100), 1)
    here = np.repeat(np.arange(len(who)), len(_SHEET))
    those = persons.iloc[who]
    size = len(person)
    raters_here, rater_code = np.unique(rater, return_inverse=True)
    columns = {
        "line": person * len(_SHEET) + np.tile(np.arange(len(_SHEET)), len(who)) + 2,
        "region": _text(np.zeros(size, np.int32), [REGION]),
        "period": _text(np.zeros(size, np.int32), [period]),
        "nip": _text(here, those["nip"]),
        "name": _text(here, those["name"]),
        "employee_type": _text(here, those["employee_type"]),
        "agency": _text(agency[person], known["code"]),
        "unit": _text(np.full(size, -1), ["-"]),
        "position": _text(position[person], POSITIONS),
        "indicator": _text(sheet[:, 0], INDICATORS),
        "source": _text(sheet[:, 1], SOURCES),
        "rater": _text(rater_code, persons["nip"].iloc[raters_here]),
        "raw": score,
        "scale_min": np.zeros(size),
        "scale_max": np.full(size, 100.0),
        "rule_set": _text(np.zeros(size, np.int32), [RULE_SET]),
        "score": score,
        "respondents": pa.nulls(size, pa.int32()),
    }
    return pa.table([pa.array(v) if isinstance(v, np.ndarray) else v for v in columns.values()], EVALUATION).cast(
        _SCHEMA
    )


def _text(codes: np.ndarray, values) -> pa.DictionaryArray:
    codes = np.asarray(codes, np.int32)
    return pa.DictionaryArray.from_arrays(pa.array(codes, mask=codes < 0), pa.array(list(values), pa.string()))
