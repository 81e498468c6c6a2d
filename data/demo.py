"""Puts the sample into an empty store and publishes it: what a first start shows. Every batch is marked as demo."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd

from data import batches, periods, predicates, publish
from data.reading.upload import Upload
from data.sample import make
from data.store import Store

ACTOR = "contoh"
SEED = 20261121
_BY_REGION = ("roster", "evaluation", "outcome", "predicate", "attendance")


def load(
    store: Store,
    now: datetime,
    scale: float = 1.0,
    regions: tuple[str, ...] | None = None,
    chosen: tuple[str, ...] | None = None,
    progress: Callable[[str, float], None] | None = None,
) -> None:
    """Make the sample, accept it as demo batches and publish every region and period, oldest first.

    `progress(stage, share)` is called now and then; stages: make, accept, publish.
    """
    tell = progress or (lambda stage, share: None)
    tell("make", 0.0)
    sample = make(np.random.default_rng(SEED), scale, regions, chosen)
    tables = {name: rows for name, rows in sample.reference.items() if len(rows)}
    batches.accept_reference(store, tables, "contoh-referensi", ACTOR, now, demo=True)
    with TemporaryDirectory(dir=store.home / "incoming") as folder:
        for number, kind in enumerate(_BY_REGION):
            tell("accept", number / len(_BY_REGION))
            for region, rows in getattr(sample, kind).groupby("region", sort=False, observed=True):
                if len(rows):
                    batches.accept(
                        store, _upload(kind, f"contoh-{kind}-{region}", rows, Path(folder)), ACTOR, now, demo=True
                    )
    del sample
    waiting = publish.publishable(store).itertuples()
    todo = sorted(waiting, key=lambda row: (periods.parse(row.period).starts, row.region))
    for number, row in enumerate(todo):
        tell("publish", number / len(todo))
        made_at = datetime.combine(periods.parse(row.period).ends, datetime.min.time()) + timedelta(days=30)
        publish.publish(store, row.region, row.period, ACTOR, min(made_at, now))
    for row in predicates.waiting(store).itertuples():
        predicates.publish(store, row.region, row.period, ACTOR, now)


def _upload(kind: str, name: str, rows: pd.DataFrame, folder: Path) -> Upload:
    path = folder / f"{name}.parquet"
    rows.to_parquet(path, index=False)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    n = len(rows)
    return Upload(kind, path, n, n, 0, 0, [], [], {"kind": kind}, {}, rows.head(50), path.name, sha256)
