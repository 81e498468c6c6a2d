"""Puts the sample into an empty store and publishes it: what a first start shows. Every batch is marked as demo."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd

from data.batches import batches
from data.publishing import predicates, publish
from data.reading.upload import Upload
from data.sample import REGIONS, Sample, make
from data.store.store import Store
from data.terms import periods
from data.terms.actors import Actor, permit

LOGIN = "contoh"  # what is invented was brought by nobody of the office
SEED = 20261121
SMALLEST = "357823"
RATED = ("roster", "evaluation")  # what publishing asks for
BESIDE = ("outcome", "predicate", "attendance")

Tell = Callable[[str, float], None]


def load(
    store: Store,
    actor: Actor,
    now: datetime,
    scale: float = 1.0,
    regions: tuple[str, ...] | None = None,
    chosen: tuple[str, ...] | None = None,
    progress: Tell | None = None,
) -> None:
    """Make the sample region by region, accept it as demo batches and publish every period, oldest first: the period
    before must stand when the same people are compared. The smallest region goes first, so that figures are there at
    once.

    `progress(stage, share)` is called now and then, for each region; stages: make, accept, publish.
    """
    permit(actor, "demo", regions or REGIONS)
    actor = replace(actor, login=LOGIN)
    tell = progress or (lambda stage, share: None)
    for region in sorted(regions or REGIONS, key=lambda code: code != SMALLEST):
        tell("make", 0.0)
        sample = make(np.random.default_rng(SEED), scale, (region,), chosen)
        tables = {name: rows for name, rows in sample.reference.items() if len(rows)}
        batches.accept_reference(store, tables, f"contoh-referensi-{region}", actor, now, demo=True)
        _accept(store, sample, region, RATED, actor, now, tell)
        _publish(store, region, actor, now, tell)
        _accept(store, sample, region, BESIDE, actor, now, tell)
        for row in store.query(actor, "predicates_waiting").itertuples():
            predicates.publish(store, row.region, row.period, actor, now)


def _accept(
    store: Store, sample: Sample, region: str, kinds: tuple[str, ...], actor: Actor, now: datetime, tell: Tell
) -> None:
    with TemporaryDirectory(dir=store.home / "incoming") as folder:
        for number, kind in enumerate(kinds):
            tell("accept", number / len(kinds))
            rows = getattr(sample, kind)
            if len(rows):
                upload = _upload(kind, f"contoh-{kind}-{region}", rows, Path(folder))
                batches.accept(store, upload, actor, now, demo=True)


def _publish(store: Store, region: str, actor: Actor, now: datetime, tell: Tell) -> None:
    waiting = store.query(actor, "publishable")
    spans = sorted(map(periods.of_code, waiting.loc[waiting["region"] == region, "period"]))
    for number, period in enumerate(spans):
        tell("publish", number / len(spans))
        # As if published a month after the period, so that the demo's dates read like an office's; never in the future.
        made_at = datetime.combine(period.ends, datetime.min.time()) + timedelta(days=30)
        publish.publish(store, region, period.code, actor, min(made_at, now))


def _upload(kind: str, name: str, rows: pd.DataFrame, folder: Path) -> Upload:
    path = folder / f"{name}.parquet"
    rows.to_parquet(path, index=False)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    n = len(rows)
    return Upload(kind, path, n, n, 0, 0, [], [], {"kind": kind}, {}, rows.head(50), path.name, sha256)
