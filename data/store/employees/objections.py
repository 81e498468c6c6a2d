"""Objections of a person against what their own record says, each step a line of the journal.

What is written at a step stands in an accepted file, not in the line: it is the person's, and goes with them. An error
of data (another person's row, a wrong row) is the planner's to acknowledge within three days, and to uphold by a batch
that corrects it, or to refuse with a reason. The rating itself is not theirs to change: it is passed on to the superior
of whoever rated (PP 30/2019).
"""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from data.store import accepted
from data.store.engine import first, only, run
from data.store.recording import Recording, recording
from data.store.store import Store
from data.terms.actors import Actor, NotAllowed, permit
from data.terms.problems import Problem, Refused

ABOUT = ("person", "row", "rating")
ENDS = {"person": ("upheld", "refused"), "row": ("upheld", "refused"), "rating": ("forwarded",)}  # about -> how it ends
LONGEST = 1000  # characters
MOST_OPEN = 5  # objections of one person that wait: nobody fills the journal from one visit


@dataclass(frozen=True)
class _Step:
    objection: str
    step: str
    region: str
    period: str
    about: str
    batch: int | None = None


def file(store: Store, period: str, about: str, text: str, actor: Actor, now: datetime) -> str:
    """An objection of whoever's record it is; its number. Raises Refused for a text that is none or too long, and
    where too many wait."""
    permit(actor, "objection")
    if actor.employee is None or actor.region is None or about not in ABOUT:
        raise NotAllowed
    text = _checked(text)
    filed = _Step(secrets.token_hex(4), "filed", actor.region, period, about)
    with recording(store, "objection", actor, now) as entry:
        (waiting,) = only(run(entry.cursor, "sql/objections/open.sql", employee=actor.employee))
        if waiting >= MOST_OPEN:
            raise Refused([Problem("objection_many", found=str(waiting))])
        _write(store, entry, filed, text, actor.employee, actor, now)
    return filed.objection


def answer(
    store: Store, objection: str, step: str, text: str, batch: int | None, actor: Actor, now: datetime
) -> None:  # fmt: skip
    """What a planner does about an objection: `acknowledged`, or one of the `ENDS`. Raises Refused for one that has
    ended or is nobody's they see, for a refusal without a reason, and where what corrects it is no batch that counts.
    """
    permit(actor, "answer")
    own = None if actor.agencies is None else sorted(actor.agencies)
    with recording(store, "objection", actor, now, "answer") as entry:
        found = first(
            run(entry.cursor, "sql/objections/state.sql", objection=objection, region=actor.region, own=own)
        )  # fmt: skip
        if found is None or found[-1] is None:
            raise Refused([Problem("objection_unknown")])
        state, region, period, about, employee = found
        steps = {"filed": ("acknowledged", *ENDS[about]), "acknowledged": ENDS[about]}
        if step not in steps.get(state, ()):
            raise Refused([Problem("objection_ended")])
        text = _checked(text, needed=step == "refused")
        counts = batch is not None and first(run(entry.cursor, "sql/objections/live.sql", batch=batch)) is not None
        if (step == "upheld") != counts:
            raise Refused([Problem("objection_batch")])
        _write(store, entry, _Step(objection, step, region, period, about, batch), text, employee, actor, now)


def apply(cursor: duckdb.DuckDBPyConnection, home: Path, detail: dict, actor: str, at: datetime) -> bool:
    """Do again what a line says of an objection; False where the file with its text is damaged or missing."""
    step = _Step(
        detail["objection"], detail["step"], detail["region"], detail["period"], detail["about"], detail.get("batch")
    )
    run(cursor, "sql/objections/step.sql", **vars(step), actor=actor, happened_at=at)
    (name,) = detail["files"]
    try:
        said = json.loads((home / accepted.FOLDER / name).read_bytes())
    except (OSError, ValueError):
        return False
    if said["employee"] is not None:
        run(cursor, "sql/objections/text.sql", objection=step.objection, step=step.step, **said)
    return True


def forget(cursor: duckdb.DuckDBPyConnection, home: Path, employee: int) -> list[str]:
    """Take what a person wrote and was told out of the store, and write its files anew without it, beside the old ones;
    their names."""
    steps = run(cursor, "sql/objections/of_person.sql", employee=employee).fetchall()
    names = [_name(objection, step) for objection, step in steps]
    for name in names:
        _put(home / accepted.FOLDER / (name + accepted.NEW), None, "")
    run(cursor, "sql/objections/forget.sql", employee=employee)
    return names


def _write(
    store: Store, entry: Recording, step: _Step, text: str, employee: int, actor: Actor, now: datetime
) -> None:  # fmt: skip
    name = _name(step.objection, step.step)
    accepted.clear_way(store.home, [name])
    part = store.home / accepted.FOLDER / f"{name}.part"
    entry.files.append(name)
    _put(part, employee, text)
    hashes = {name: accepted.settle(part)}
    accepted.sync_folder(store.home / accepted.FOLDER)
    entry.detail |= {key: value for key, value in vars(step).items() if value is not None} | {"files": hashes}
    apply(entry.cursor, store.home, entry.detail, actor.login, now)


def _put(path: Path, employee: int | None, text: str) -> None:
    path.write_text(json.dumps({"employee": employee, "text": text}, ensure_ascii=False), "utf-8")
    path.chmod(0o600)
    accepted.sync_file(path)


def _name(objection: str, step: str) -> str:
    return f"objection-{objection}-{step}.json"


def _checked(text: str, needed: bool = True) -> str:
    text = text.strip()
    if len(text) > LONGEST or (needed and not text):
        raise Refused([Problem("objection_text", expected=str(LONGEST))])
    return text
