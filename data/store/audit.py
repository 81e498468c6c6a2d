"""The journal read as a log: who did what, as what, and when."""

import json
from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.store.engine import run
from data.store.store import Store
from data.terms.actors import Actor, permit

COLUMNS = ["seq", "at", "login", "role", "kind", "about"]
_SAID = ("address", "region", "period", "what", "rows", "batch", "undone", "change", "objection", "step", "reason")


@dataclass(frozen=True)
class Chain:
    """Whether the lines are still those that were written: how many there are, the numbers of those that are damaged,
    missing or out of place, and whether the store's copy of them ends in the same one."""

    lines: int
    breaks: tuple[int, ...]
    same_end: bool

    @property
    def whole(self) -> bool:
        return not self.breaks and self.same_end


def lines(
    store: Store, actor: Actor, login: str | None, most: int, kind: str | None = None,
    since: date | None = None, until: date | None = None,
) -> pd.DataFrame:  # fmt: skip
    """The newest lines, newest first, of one login, one kind, and days from `since` to `until` where these are given:
    seq, at (ISO text), login, role ("" in lines of before they said it), kind, about (JSON of what a reader asks; no
    hash, no password, no code)."""
    permit(actor, "audit")
    with store.cursor() as cursor:
        found = run(
            cursor, "sql/journal/newest.sql", login=login, most=most, kind=kind, since=since, until=until
        ).fetchall()  # fmt: skip
    return pd.DataFrame([_row(json.loads(text)) for (text,) in found], columns=COLUMNS)


def kinds(store: Store, actor: Actor) -> list[str]:
    """What has happened here, each kind of line once."""
    permit(actor, "audit")
    with store.cursor() as cursor:
        return [kind for (kind,) in run(cursor, "sql/audit/kinds.sql").fetchall()]


def chain(store: Store, actor: Actor) -> Chain:
    """The part of `upkeep.verify` that costs little: the lines against their own hashes, and their end against the
    store's."""
    permit(actor, "audit")
    with store.writer:
        scan, head = store.journal.read(), store.head()
    ends_in = scan.events[-1].hash if scan.events else None
    return Chain(len(scan.events), tuple(scan.breaks), not scan.torn and ends_in == head)


def _row(line: dict) -> list:
    detail = line["detail"]
    about = {name: detail[name] for name in _SAID if name in detail}
    if user := detail.get("user"):
        about["user"] = {name: user.get(name) for name in ("login", "role", "region", "agencies", "active", "until")}
    if "batches" in detail:
        about["batches"] = [[one["batch"], one["kind"], one["rows_kept"]] for one in detail["batches"]]
    told = json.dumps(about, ensure_ascii=False)
    return [line["seq"], line["at"], line["actor"], detail.get("role", ""), line["kind"], told]
