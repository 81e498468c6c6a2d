"""Saved views: a name for an address of the dashboard. Kept as decisions are: a batch, undoable and in the journal."""

import hashlib
import json
import re
from dataclasses import asdict, dataclass, replace
from datetime import datetime

import pandas as pd

from data.batches.decisions import decide
from data.reading.cells import nip
from data.store.store import Store
from data.terms.actors import RIGHT_OF, Actor, may, permit
from data.terms.problems import Problem, Refused

LONGEST = 60
_PREFIX = "view:"
_BETWEEN = re.compile(r"[\s.\-'’/]+")
_NIK = re.compile(r"\d{16}")  # a NIP, of 18, holds as many
_RUN = re.compile(r"\d{18,}")


@dataclass(frozen=True)
class SavedView:
    """A page and the parameters of its address under a name. role: of who saved it; subject: what it is known by."""

    subject: str
    name: str
    page: str
    query: dict[str, str]
    role: str


def save(store: Store, name: str, page: str, query: dict[str, str], actor: Actor, now: datetime) -> SavedView:
    """Keep an address (`query` names `daerah` and `periode`) under a name. Raises Refused as `rename` does."""
    role = "planner" if may(actor, "persons") else "leader"
    text = json.dumps([page, query, now.isoformat()], sort_keys=True)
    subject = _PREFIX + hashlib.sha256(text.encode()).hexdigest()[:12]
    made = SavedView(subject, _checked(store, subject, name, actor), page, query, role)
    _record(store, made, actor, now)
    return made


def rename(store: Store, view: SavedView, name: str, actor: Actor, now: datetime) -> None:
    """Raises Refused for a name that is empty, too long, another view's, or holds what may be a person's number."""
    _record(store, replace(view, name=_checked(store, view.subject, name, actor)), actor, now)


def delete(store: Store, view: SavedView, actor: Actor, now: datetime) -> None:
    """Take a view off the list; undoing the batch brings it back."""
    _record(store, replace(view, name=""), actor, now)


def listed(rows: pd.DataFrame) -> list[SavedView]:
    """The views in the rows of the query `saved_views`, oldest first, without those that were deleted."""
    views = [SavedView(row.subject, **json.loads(row.detail)) for row in rows.itertuples()]
    return [view for view in views if view.name]


def _checked(store: Store, subject: str, name: str, actor: Actor) -> str:
    """The name as it is kept, for the view that is known by `subject`."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST:
        raise Refused([Problem("view_name_length", expected=str(LONGEST))])
    if _personal(name):
        raise Refused([Problem("view_name_personal")])  # the number itself is in no message
    for other in listed(store.query(actor, "saved_views")):
        if other.name.casefold() == name.casefold() and other.subject != subject:
            raise Refused([Problem("view_name_taken", found=other.name)])
    return name


def _personal(name: str) -> bool:
    """Whether a NIK or NIP may stand in a name; years side by side are neither."""
    runs = _RUN.findall(_BETWEEN.sub("", name))
    inside = (nip.read(run[start : start + 18])[0] for run in runs for start in range(len(run) - 17))
    return bool(_NIK.search(name)) or any(inside)


def _record(store: Store, view: SavedView, actor: Actor, now: datetime) -> None:
    permit(actor, RIGHT_OF.get(view.role, "persons"))  # a planner's view stands where leaders do not come
    kept = asdict(view)
    row = {
        "region": view.query["daerah"], "period": view.query["periode"], "subject": kept.pop("subject"),
        "decision": "view", "reason": "", "detail": json.dumps(kept, ensure_ascii=False),
    }  # fmt: skip
    decide(store, pd.DataFrame([row]), actor, now)
