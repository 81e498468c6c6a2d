"""Erasing a person: the one rewrite of what was accepted.

The person's NIP and name go; in facts and accepted files their pseudonym becomes a random number that nothing leads to.
What they rated and how they were rated keeps counting in the figures that were released.
"""

import secrets
from datetime import datetime

from data.store import accepted, people
from data.store.employees import objections
from data.store.engine import run
from data.store.recording import recording
from data.store.store import Store
from data.terms.actors import Actor
from data.terms.problems import Problem, Refused


def erase(store: Store, nip: str, actor: Actor, now: datetime) -> list[int]:
    """Forget a person, and return the batches that were rewritten. Raises Refused for a NIP that is not known.

    New files are on disk beside the old ones before the journal line, and take their place after the commit: a crash in
    between is finished at the next start. Backups and quarantine still hold the person until they are replaced.
    """
    # Random, not derived: what can be computed from the NIP again would still lead to the person.
    old, new = people.pseudonym(store.key, nip), secrets.randbits(63)
    folder = store.home / accepted.FOLDER
    fresh: dict[str, list[str]] = {}
    with recording(store, "erase", actor, now) as entry:
        cursor = entry.cursor
        places = run(cursor, "sql/journal/erase/where.sql", old=old).fetchall()
        if not places:
            raise Refused([Problem("person_unknown")])
        for batch_id, kind, in_people, in_rows in places:
            rows, persons, _ = accepted.names(batch_id)
            todo = [(rows, kind)] * in_rows + [(persons, "person")] * in_people
            for name, what in todo:
                path = folder / (name + accepted.NEW)
                entry.files.append(path.name)
                run(
                    cursor, f"sql/journal/erase/{what}.sql", source=str(folder / name), path=str(path), old=old, new=new
                )
                path.chmod(0o600)
                accepted.sync_file(path)
                fresh[name] = [accepted.digest(folder / name), accepted.digest(path)]
        for name in objections.forget(cursor, store.home, old):
            entry.files.append(name + accepted.NEW)
            fresh[name] = [accepted.digest(folder / name), accepted.digest(folder / (name + accepted.NEW))]
        accepted.sync_folder(folder)
        batches = [row[0] for row in places]
        for batch_id in batches:
            accepted.reload(cursor, store.home, batch_id)
        run(cursor, "sql/journal/erase/traces.sql")
        entry.detail |= {"files": fresh, "batches_rewritten": batches}
    accepted.take_places(store.home, list(fresh))
    return batches
