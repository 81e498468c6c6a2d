"""Who saw a person: every line that says persons were looked at, asked once more.

A list is asked again as it was: by the same query with the same parameters, bound to the same agencies, over the files
that counted then. A list that no query gives again (the participants of a plan) is kept in the store, beside the
journal, until the person is erased.
"""

import json
import threading
from datetime import datetime

import duckdb
import pandas as pd

from data.store import people, scope
from data.store.engine import run, statements
from data.store.store import Store, query_names
from data.terms.actors import Actor, NotAllowed, permit
from data.terms.problems import Problem, Refused

COLUMNS = ["seq", "at", "login", "role", "what", "sure"]
_again = threading.Lock()  # the views of an earlier day are made by one at a time


def who_saw(store: Store, nip: str, actor: Actor) -> pd.DataFrame:
    """One row: one look at a list this person was on, oldest first: seq, at, login, role, what (the list), sure (False
    where the line does not say enough to ask again). Raises Refused for a NIP that is not known."""
    permit(actor, "audit")
    employee = people.pseudonym(store.key, nip)
    with store.cursor() as cursor:
        if not run(cursor, "sql/journal/erase/where.sql", old=employee).fetchall():
            raise Refused([Problem("person_unknown")])
    return _looks(store, employee)


def who_saw_me(store: Store, actor: Actor) -> pd.DataFrame:
    """The same of whoever asks, without what is not sure."""
    permit(actor, "own")
    if actor.employee is None:
        raise NotAllowed
    found = _looks(store, actor.employee)
    return found[found["sure"]].reset_index(drop=True)


def _looks(store: Store, employee: int) -> pd.DataFrame:
    with store.cursor() as cursor:
        lines = [json.loads(text) for (text,) in run(cursor, "sql/audit/looks.sql").fetchall()]
        lists = {name for (name,) in run(cursor, "sql/audit/lists.sql", employee=employee).fetchall()}
    answers: dict[str, bool | None] = {}
    rows = []
    for line in lines:
        detail = line["detail"]
        on: bool | None = detail["list"] in lists if "list" in detail else None
        if on is None and "query" in detail:
            asked = {name: detail.get(name) for name in ("query", "asked", "version", "region", "own")}
            key = json.dumps(asked, sort_keys=True)
            if key not in answers:
                answers[key] = _on_list(store, asked, employee)
            on = answers[key]
        if on is not False:
            about = [line["seq"], datetime.fromisoformat(line["at"]), line["actor"], detail.get("role", "")]
            rows.append([*about, detail["what"], on is not None])
    return pd.DataFrame(rows, columns=COLUMNS)


def _on_list(store: Store, asked: dict, employee: int) -> bool | None:
    """Whether a query gave this person then; None where it cannot be asked any more."""
    path = query_names().get(asked["query"])
    if path is None:
        return None
    ((text, wanted),) = statements(path)
    values = {name: (asked["asked"] or {}).get(name) for name in wanted} | {
        name: asked[given] for name, given in ((scope.OWN, "own"), ("region", "region"))
        if name in wanted and asked[given] is not None
    }  # fmt: skip
    with _again, store.cursor() as cursor:
        changes = run(cursor, "sql/audit/changes.sql", upto=asked["version"]).fetchall()
        cursor.begin()
        try:
            run(cursor, "sql/audit/then.sql", batches=_live([json.loads(line) for (line,) in changes]))
            answer = cursor.execute(text, values or None).df()
        except duckdb.Error:
            return None
        finally:
            cursor.rollback()
    named = [column for column in ("employee", "rater") if column in answer]
    return any((answer[column] == employee).any() for column in named) if named else None


def _live(changes: list[dict]) -> list[int]:
    """The batches that counted after these lines."""
    live: dict[int, bool] = {}  # batch -> whether it is demo data
    for line in changes:
        detail = line["detail"]
        if line["kind"] == "batch":
            live |= {one["batch"]: one["demo"] for one in detail["batches"]}
        elif line["kind"] == "undo":
            gone = detail["undone"] if "undone" in detail else [detail["batch"]]
            live = {batch: demo for batch, demo in live.items() if batch not in gone}
        else:
            live = {batch: demo for batch, demo in live.items() if not demo}
    return [0, *live]
