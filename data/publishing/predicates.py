"""Publishing the official predicates with the store: one event in the journal, one release of counts."""

from datetime import datetime

from data.publishing.freezing import K
from data.publishing.predicate_freezing import PredicateRelease, freeze, released
from data.store.recording import recording
from data.store.store import Store
from data.terms.actors import Actor, permit


def publish(store: Store, region: str, period: str, actor: Actor, now: datetime, k: int = K) -> PredicateRelease:
    """Freeze the counts as they stand now. Raises TooSmall where fewer than k people have a predicate."""
    permit(actor, "publish-predicates", [region])
    if k < K:
        raise ValueError("k may only be raised")
    with recording(store, "publish-predicates", actor, now) as entry:
        release = freeze(entry.cursor, region, period, actor.login, now, k)
        entry.detail |= {
            "region": region, "period": period, "k": k, "release": release.release_id, "version": release.version,
        } | released(entry.cursor, release.release_id)  # fmt: skip
        return release
