"""Homes with a published demo: each is made once in a run of tests, whoever of its workers asks first."""

import datetime as dt
import shutil
from pathlib import Path

from data.upkeep import demo
from data.upkeep.opening import open_store
from tests.worlds.actors import SYSTEM

NOW = dt.datetime(2026, 11, 21, 9, 0)
REGION, SUBDISTRICT, CITY, OTHER_CITY = "3403", "357823", "7271", "1571"
SOME = ("2024-S2", "2025-S1", "2025-S2", "2026-S1")
YEAR = ("2025-S1", "2025-S2")
YEARS = tuple(f"{year}-S{half}" for year in range(2022, 2027) for half in (1, 2))[1:-1]
KINDS = {  # name: regions, periods, share of the demo's people
    "one": ((REGION,), SOME[:1], 0.05),
    "demo": ((REGION,), SOME, 0.05),
    "full": ((REGION,), ("2024-S1", "2024-S2", "2025-S1"), 1.0),  # here one agency newly leaves the funnel
    "planner": ((REGION,), YEAR, 0.25),  # enough for needs and plans
    "raters": ((REGION,), ("2025-S2", "2026-S1"), 1.0),  # enough for a word about one rater
    "year": ((REGION, SUBDISTRICT), YEAR, 1.0),
    "predicates": ((REGION, SUBDISTRICT), YEAR, 0.15),
    "years": ((REGION, OTHER_CITY), YEARS, 1.0),  # enough for whom to praise, to help and to ask
    "pairs": ((CITY,), ("2025-S2", "2026-S1"), 1.0),
    "small": ((SUBDISTRICT,), YEAR, 1.0),
}


def made(name: str, shared: Path, own: Path) -> Path:
    """The home `name` in the folder all workers share; made in `own` and moved there in one step, so that it is whole
    or not there. It is for copying: opening a store writes to it."""
    home = shared / f"home_{name}"
    if not home.exists():
        regions, chosen, scale = KINDS[name]
        store = open_store(own / name, threads=1)  # of so few rows: threads cost more than they win
        demo.load(store, SYSTEM, NOW, scale=scale, regions=regions, chosen=chosen)
        store.close()
        try:
            (own / name).rename(home)
        except OSError:  # another worker was first
            shutil.rmtree(own / name)
    return home
