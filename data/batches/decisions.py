"""What a planner decided about a recommendation: a batch like any other, undoable and in the journal."""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from data.batches import batches
from data.reading.upload import Upload
from data.store.store import Store
from data.terms.actors import Actor

DECISIONS = ("accept", "defer", "reject", "plan", "name", "view", "home")
SELECTION_RULES = ("score", "nomination", "unit", "all")
"""How the people of a planned programme are to be chosen: by their scores, named by somebody, a whole unit, or offered
to everybody."""
COLUMNS = ["line", "region", "period", "subject", "decision", "reason", "detail"]


def need_subject(indicator: str, agency: str) -> str:
    """The subject of a decision about one need."""
    return f"need:{indicator}:{agency}"


def cluster_subject(identity: int) -> str:
    """The subject of the name of one cluster of groups; `detail` holds the name and the members it was given to."""
    return f"cluster:{identity}"


def home_subject(agencies: Iterable[str]) -> str:
    """The subject of the question which of these agencies is home to the people whom they claim alike; see
    `data/sql/rated.sql`."""
    return "home:" + "|".join(sorted(agencies))


PEOPLE_LISTS = ("recognition", "guidance", "mentoring")


def person_subject(listed: str, agency: str, employee: int) -> str:
    """The subject of a decision about somebody on one of `PEOPLE_LISTS`; an erasure rewrites it."""
    assert listed in PEOPLE_LISTS
    return f"person:{listed}:{agency}:{employee}"


def plan_subject(programme: str) -> str:
    """The subject of the plan to run one programme; `detail` holds year, seats, limits and how people are chosen."""
    return f"plan:{programme}"


def record_plan(
    store: Store,
    region: str,
    period: str,
    seats: dict[str, int],
    year: int,
    rule: str,
    scenario: str,
    actor: Actor,
    now: datetime,
) -> int:  # fmt: skip
    """Record, as one batch, that these programmes (code -> seats) are planned for a year and how their people are to be
    chosen; its number. scenario: the limits the plan was made under, as its address holds them."""
    assert rule in SELECTION_RULES
    rows = [
        {
            "region": region, "period": period, "subject": plan_subject(code), "decision": "plan", "reason": "",
            "detail": json.dumps({"year": year, "rule": rule, "seats": count, "scenario": scenario}),
        }
        for code, count in sorted(seats.items())
    ]  # fmt: skip
    return decide(store, pd.DataFrame(rows), actor, now)


def settle_home(
    store: Store, region: str, period: str, agencies: Iterable[str], home: str, actor: Actor, now: datetime
) -> int:
    """Answer that question for one period, as one batch; its number. Publishing the period again seats the people."""
    subject = home_subject(agencies)
    assert home in subject.removeprefix("home:").split("|")
    row = {
        "region": region, "period": period, "subject": subject, "decision": "home", "reason": "",
        "detail": json.dumps({"agency": home}),
    }  # fmt: skip
    return decide(store, pd.DataFrame([row]), actor, now)


def decide(store: Store, rows: pd.DataFrame, actor: Actor, now: datetime) -> int:
    """Store decisions (region, period, subject, decision, reason, detail) as one batch; its number.

    A later decision about the same subject and period wins; undoing its batch brings the earlier one back.
    """
    assert set(rows["decision"]) <= set(DECISIONS)
    table = rows.assign(line=range(1, len(rows) + 1))[COLUMNS]
    table = table.astype({"line": "int32"} | dict.fromkeys(COLUMNS[1:], "str"))
    with TemporaryDirectory(dir=store.home / "incoming") as folder:
        path = Path(folder) / "decision.parquet"
        table.to_parquet(path, index=False)
        # Deciding the same again later is a new decision, not the same file twice.
        sha256 = hashlib.sha256(path.read_bytes() + now.isoformat().encode()).hexdigest()
        n, mapping = len(table), {"kind": "decision"}
        upload = Upload("decision", path, n, n, 0, 0, [], [], mapping, {}, table.head(50), "keputusan", sha256)
        return batches.accept(store, upload, actor, now)
