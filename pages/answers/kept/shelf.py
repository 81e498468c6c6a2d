"""Which frozen answers may be used: those made by the formulas of this code, on what the store holds now."""

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from data.store import answers
from data.store.answers import PERSONS, Place
from data.store.engine import FOLDER
from data.terms.actors import RIGHT_OF, Actor, permit
from pages.answers.choice import Choice, Value
from pages.answers.kept import payload

ROOT = Path(__file__).parents[3]
_FORMULAS = (ROOT / "analytics", ROOT / "pages" / "answers", FOLDER / "queries", FOLDER / "catalog", FOLDER / "terms")


@cache
def formula() -> str:
    """The version of every formula: a hash of the code an answer is made by and of the packages it stands on. Nobody
    has to remember to raise it."""
    digest = hashlib.sha256((ROOT / "requirements.lock").read_bytes())
    paths = [path for folder in _FORMULAS for path in folder.rglob("*") if path.suffix in (".py", ".sql")]
    views = [FOLDER / "sql" / f"{name}.sql" for name in ("current", "reference", "rated", "shown")]
    for path in sorted([*paths, *views]):
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def basis(role: str, choice: Choice) -> str:
    """What answers of a release stand on, as one hash: the releases up to it and the reference rows; those of planners
    on the files and decisions of the region too."""

    def worked_out() -> str:
        published = choice.ask("published", region=choice.region)
        until = published.loc[published["period"] == choice.period, "seq"].max()
        shown = published[~published["withdrawn"] & published["seq"].le(until)]
        parts = [
            *sorted(f"{row.period} {row.snapshot_id} {row.demo}" for row in shown.itertuples()),
            *sorted(set(choice.ask("predicate_groups", region=choice.region)["made_at"].astype(str))),
            choice.ask("reference_state")["state"].iloc[0],
        ]
        if role == PERSONS:
            parts.append(choice.ask("persons_state", region=choice.region)["state"].iloc[0])
        return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:32]

    return choice.reader.remember("kept.basis", repr((role, choice.region, choice.period)), worked_out)


def place(role: str, choice: Choice) -> Place:
    return Place(role, choice.region, choice.period)


def found(home: Path, role: str, choice: Choice, key: str) -> tuple[object] | None:
    """The answer under `key` in a tuple, None where none fits."""
    kept = answers.find(home, place(role, choice), formula(), basis(role, choice), key)
    return None if kept is None else (payload.decode(kept),)


def frozen(home: Path, actor: Actor, role: str, choice: Choice, key: str, make: Callable[[], Value]) -> Value:
    """What was frozen under `key`, else what `make` gives. Answers of persons are frozen for a whole region: whoever is
    bound to agencies of it has theirs made. Raises NotAllowed."""
    permit(actor, RIGHT_OF[role], [choice.region])
    if role == PERSONS and actor.agencies is not None:
        return make()
    kept = found(home, role, choice, key)
    return make() if kept is None else kept[0]


def ready(home: Path, role: str, choice: Choice) -> bool:
    """Whether the answers of the release are frozen, by the formulas of this code and on what the store holds now."""
    return answers.fit(home, place(role, choice), formula(), basis(role, choice))
