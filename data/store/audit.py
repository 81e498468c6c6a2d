"""The journal read as a log: who did what, as what, and when."""

import json

import pandas as pd

from data.store.engine import run
from data.store.store import Store
from data.terms.actors import Actor, permit

COLUMNS = ["seq", "at", "login", "role", "kind", "about"]
_SAID = ("address", "region", "period", "what", "rows", "batch", "undone", "change", "reason")


def lines(store: Store, actor: Actor, login: str | None, most: int) -> pd.DataFrame:
    """The newest lines, newest first, of one login where one is given: seq, at (ISO text), login, role ("" in lines of
    before they said it), kind, about (JSON of what a reader asks; no hash, no password, no code)."""
    permit(actor, "audit")
    with store.cursor() as cursor:
        found = run(cursor, "sql/journal/newest.sql", login=login, most=most).fetchall()
    return pd.DataFrame([_row(json.loads(text)) for (text,) in found], columns=COLUMNS)


def _row(line: dict) -> list:
    detail = line["detail"]
    about = {name: detail[name] for name in _SAID if name in detail}
    if user := detail.get("user"):
        about["user"] = {name: user.get(name) for name in ("login", "role", "region", "agencies", "active", "until")}
    if "batches" in detail:
        about["batches"] = [[one["batch"], one["kind"], one["rows_kept"]] for one in detail["batches"]]
    told = json.dumps(about, ensure_ascii=False)
    return [line["seq"], line["at"], line["actor"], detail.get("role", ""), line["kind"], told]
