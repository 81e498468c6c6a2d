"""Small random worlds for publish tests: rows as dictionaries, and the way they get into a store."""

from datetime import datetime

import pandas as pd

from data.batches import batches
from data.store.store import Store
from data.terms import periods
from data.terms.actors import system

REGION, PERIOD = "3403", "2025-S1"
MIN_RATERS = {"self": 1, "superior": 1, "peer": 3, "subordinate": 3, "citizen": 1, "external": 1}  # as the sources ship
NOW = datetime(2026, 11, 21, 9, 0)
POSITIONS = ["JPT", "PENGAWAS", "JF_LAYANAN", "PEL_ADM"]
INDICATORS = ["TG", "KW", "BP", "KOM", "m1"]
SECTORS = ["PEND", "KES", "WILAYAH"]
COLUMNS = [
    "batch_id", "line", "region", "period", "employee", "agency", "unit", "position", "indicator", "source", "rater",
    "raw", "scale_min", "scale_max", "rule_set", "score", "respondents", "acting", "ends", "n_raters",
]  # fmt: skip


def row(
    employee, agency, unit, position, indicator, source, score, rater=None, respondents=None, acting=None, ends=None,
    n_raters=None,
):  # fmt: skip
    return {
        "employee": employee, "agency": agency, "unit": unit, "position": position, "indicator": indicator,
        "source": source, "rater": rater, "score": score, "respondents": respondents, "acting": acting,
        "ends": ends, "n_raters": n_raters,
    }  # fmt: skip


def random_world(rng, sizes=None, missing=0.2, citizens=True):
    """Rows of one period and the sector of every agency."""
    sizes = list(rng.integers(1, 40, rng.integers(2, 8))) if sizes is None else sizes
    sectors = {f"A{number}": SECTORS[rng.integers(len(SECTORS))] for number in range(len(sizes))}
    rows, employee = [], 0
    for number, size in enumerate(sizes):
        agency = f"A{number}"
        for _ in range(size):
            employee += 1
            unit = f"U{rng.integers(3)}" if rng.random() < 0.8 else None
            position = POSITIONS[rng.integers(len(POSITIONS))]
            superior = 1000 + 10 * number + int(rng.integers(3))
            for indicator in INDICATORS:
                if rng.random() > missing:
                    rater = superior if rng.random() < 0.9 else None
                    rows.append(row(employee, agency, unit, position, indicator, "superior", score(rng), rater))
                if rng.random() > missing:
                    for peer in range(int(rng.integers(1, 4))):
                        rater = 2000 + peer if rng.random() < 0.5 else None
                        rows.append(row(employee, agency, unit, position, indicator, "peer", score(rng), rater))
                if rng.random() > 0.5:
                    rows.append(row(employee, agency, unit, position, indicator, "self", score(rng), employee))
        if citizens and size >= 5 and rng.random() < 0.6:
            asked = int(rng.integers(3, 300)) if rng.random() < 0.8 else None
            rows.append(row(None, agency, None, None, "BP", "citizen", score(rng), None, asked))
    return rows, sectors


def score(rng):
    return round(float(rng.uniform(40, 100)), 1)


def add_agencies(store: Store, region: str, sectors: dict[str, str]) -> int:
    """A reference batch with the region's agencies."""
    frame = pd.DataFrame(
        [
            {"region": region, "code": code, "name": f"Dinas {code}", "short": code, "sector": sector, "affair": ""}
            for code, sector in sectors.items()
        ]
    )
    return batches.accept_reference(store, {"agencies": frame}, "agencies", system("test"), NOW)


def add_rows(store: Store, region: str, period: str, rows: list[dict], roster: list[dict] = ()) -> int:
    """One evaluation batch (and its roster rows) written straight into the fact tables; rows on a scale of 0-100 unless
    they name another form (raw, scale_min, scale_max, rule_set)."""
    with store.writing() as cursor:
        batch = cursor.execute("select coalesce(max(batch_id), 0) + 1 from batch").fetchone()[0]
        cursor.execute(
            "insert into batch values ($id, 'evaluation', 'world', '', 'test', $now, null, null, false, $n, $n, 0)",
            {"id": batch, "now": NOW, "n": len(rows)},
        )
        form = {"scale_min": 0.0, "scale_max": 100.0, "rule_set": None}
        frame = pd.DataFrame([{"raw": one["score"]} | form | one for one in rows]).assign(
            batch_id=batch, line=range(len(rows)), region=region, period=period
        )[COLUMNS]  # fmt: skip
        frame = frame.astype(
            {"employee": "Int64", "rater": "Int64", "respondents": "Int64", "acting": "boolean", "n_raters": "Int64"}
        )
        cursor.register("world_rows", frame)
        cursor.execute("insert into fact by name select * from world_rows")
        cursor.unregister("world_rows")
        for number, one in enumerate(roster):
            cursor.execute(
                "insert into roster_fact values ($b, $n, $r, $p, $e, 'PNS', $a, $u, $j, $t, $acting)",
                {
                    "b": batch, "n": number, "r": region, "p": period, "e": one["employee"], "a": one["agency"],
                    "u": one["unit"], "j": one["position"], "t": one["active"],
                    "acting": one.get("acting"),
                },
            )  # fmt: skip
        known = periods.parse(period)
        cursor.execute(
            "insert into period select $c, $d, $s, $e, $q where $c not in (select period from period)",
            {"c": period, "d": known.cadence, "s": known.starts, "e": known.ends, "q": known.seq},
        )
    return batch
