"""Publishing with the store: one event in the journal, one snapshot of blocks and cells (`freezing` makes it)."""

from datetime import datetime
from pathlib import Path

import pandas as pd

from data.publishing.freezing import K, Release, freeze, released
from data.publishing.versions import RULES
from data.store.engine import first, run
from data.store.journal import masked
from data.store.recording import recording
from data.store.store import Store
from data.terms.actors import Actor, permit
from data.terms.problems import Problem, Refused


def publish(store: Store, region: str, period: str, actor: Actor, now: datetime, k: int = K) -> Release:
    """Freeze the region's period as it stands now. Raises TooSmall; the store is unchanged then."""
    permit(actor, "publish", [region])
    if k < K:
        raise ValueError("k may only be raised")
    with recording(store, "publish", actor, now) as entry:
        release = freeze(entry.cursor, region, period, actor.login, now, k)
        entry.detail |= {
            "region": region, "period": period, "k": k, "snapshot": release.snapshot_id, "version": release.version,
            "blocks": release.blocks, "held": release.held, "rules": RULES, "undecided": release.undecided,
        } | released(entry.cursor, release.snapshot_id)  # fmt: skip
        return release


def touched(store: Store, rows: Path, actor: Actor) -> pd.DataFrame:
    """One row per region and period in a file's accepted evaluation or roster rows (Parquet): region, period, rows,
    version (of its newest snapshot; missing where it was never published), withdrawn."""
    permit(actor, "batch")
    with store.cursor() as cursor:
        return run(cursor, "sql/publish/touched.sql", path=str(rows)).df()


def withdraw(store: Store, region: str, period: str, actor: Actor, now: datetime, reason: str) -> int:
    """Take the newest snapshot of a region and period off every page, and return its number. Nothing is deleted;
    publishing again makes a new version. Raises Refused where nothing is shown."""
    permit(actor, "withdraw", [region])
    reason = masked(reason)
    with recording(store, "withdraw", actor, now) as entry:
        cursor = entry.cursor
        shown = first(run(cursor, "sql/publish/shown.sql", region=region, period=period))
        if shown is None:
            raise Refused([Problem("nothing_to_withdraw", found=period)])
        run(
            cursor, "sql/publish/withdraw.sql", snapshot_id=shown[0], actor=actor.login, happened_at=now, reason=reason,
        )  # fmt: skip
        entry.detail |= {"region": region, "period": period, "snapshot": shown[0], "reason": reason}
        return shown[0]
