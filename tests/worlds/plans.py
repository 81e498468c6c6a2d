"""Random planning cases of any size, from a generator passed in."""

import numpy as np
import pandas as pd

INDICATORS = ("TG", "KW", "BP", "KOM", "DS", "AD", "KL", "KPM")
SECTORS = ("PEND", "KES", "INFRA", "TANI", "PARIWISATA", "SOSIAL", "ADMIN", "WILAYAH")
POSITIONS = ("JPT", "PENGAWAS", "JF_TEKNIS", "JF_LAYANAN", "PEL_LAYANAN", "PEL_ADM")


def persons(rng, count, agencies, unit_size=25):
    """A roster: agencies of very unequal size, units of about `unit_size`."""
    share = rng.lognormal(0, 1, agencies)
    agency = rng.choice(agencies, count, p=share / share.sum())
    unit = [int(rng.integers(0, max(1, np.sum(agency == a) // unit_size))) for a in agency]
    return pd.DataFrame(
        {
            "employee": np.arange(1, count + 1),
            "agency": [f"A{a:02d}" for a in agency],
            "sector": [SECTORS[a % len(SECTORS)] for a in agency],
            "unit": [f"U{u}" for u in unit],
            "position": rng.choice(POSITIONS, count, p=[0.02, 0.08, 0.2, 0.35, 0.15, 0.2]),
            "employee_type": rng.choice(["pns", "pppk", "pppk_part_time"], count, p=[0.65, 0.3, 0.05]),
            "hours_done": np.where(rng.random(count) < 0.2, rng.choice([4.0, 8.0, 16.0, 24.0], count), 0.0),
        }
    )


def gaps(rng, roster, below, indicators=INDICATORS):
    """`below` people of the roster fall short on one to three indicators."""
    rows = []
    for employee in rng.choice(roster["employee"], below, replace=False):
        for indicator in rng.choice(indicators, min(len(indicators), int(rng.integers(1, 4))), replace=False):
            gap = float(rng.exponential(6) + 0.5)
            need = gap * float(rng.uniform(0.05, 0.3)) * float(rng.uniform(0.5, 1))
            rows.append((int(employee), str(indicator), need, gap, bool(rng.random() < 0.6)))
    return pd.DataFrame(rows, columns=["employee", "indicator", "need", "gap", "confirmed"])


def programmes(rng, count, indicators=INDICATORS, min_seats=False):
    """A catalogue and its links: mostly paid classroom courses, some cheap and remote."""
    rows, links = [], []
    for p in range(count):
        remote = bool(rng.random() < 0.2)
        hours = float(rng.choice([4, 6, 8, 12, 16, 20, 24, 40]))
        sectors = () if rng.random() < 0.6 else tuple(rng.choice(SECTORS, 2, replace=False))
        positions = () if rng.random() < 0.8 else tuple(rng.choice(POSITIONS, 3, replace=False))
        course = float(rng.choice([0, 100_000])) if remote else float(rng.integers(3, 30)) * 100_000
        days = np.ceil(hours / 9)
        rows.append(
            (
                f"P{p:02d}",
                hours,
                course,
                0.0 if remote else 150_000.0,
                0.0 if remote else 110_000.0 * days,
                0.0 if remote else float(rng.integers(0, 6)) * 1e6,
                500 if remote else int(rng.choice([25, 30, 40])),
                10 if min_seats and not remote else 0,
                0 if remote else 1,
                0 if remote else int(rng.integers(1, 3)),
                int(p % 5 == 4),
                remote,
                False,
                sectors,
                positions,
                0.3,
            )
        )
        for indicator in rng.choice(indicators, min(len(indicators), int(rng.integers(1, 4))), replace=False):
            links.append((f"P{p:02d}", str(indicator), float(rng.choice([0.3, 0.6, 1.0]))))
    columns = [
        "programme",
        "hours",
        "course",
        "travel",
        "allowance",
        "batch_cost",
        "capacity",
        "min_seats",
        "rooms",
        "trainers",
        "mentors",
        "remote",
        "structural",
        "sectors",
        "positions",
        "effect",
    ]
    return pd.DataFrame(rows, columns=columns), pd.DataFrame(links, columns=["programme", "indicator", "strength"])


def region(seed: int = 3) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Persons, gaps, programmes and links of one small region."""
    rng = np.random.default_rng(seed)
    roster = persons(rng, 400, 6)
    catalogue, links = programmes(rng, 12)
    return roster, gaps(rng, roster, 120), catalogue, links
