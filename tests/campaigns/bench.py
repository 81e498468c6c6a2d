"""Benchmarks: ratios measured in one run, never bare times.

python -m tests.campaigns.bench queries [--sizes 0.1 1 10]    page query time and the same figures from facts, per size
python -m tests.campaigns.bench imports [--millions 1]        read + check + store, and publish, beside DuckDB's COPY
python -m tests.campaigns.bench pages                         script time of every page beside an empty script
python -m tests.campaigns.bench sheets                        processor time of a page of PDF beside an empty process
"""

import argparse
import contextlib
import csv
import statistics
import tempfile
import time
from datetime import datetime
from functools import partial
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from data.batches import batches
from data.catalog import catalog
from data.publishing import publish
from data.reading import upload as reading
from data.sample import PERIODS, growth, growth_agencies
from data.store.store import Store
from data.terms.actors import system
from data.upkeep.demo import _upload
from data.upkeep.opening import open_store
from tests.worlds.actors import SYSTEM

NOW = datetime(2026, 11, 21, 9, 0)
REGION, LAST = "3403", PERIODS[-1]
SQL = Path(__file__).parent / "bench_sql"
PAGES = {
    "home": ["region_scores", "sector_scores", "agency_scores", "spread", "rater_load", "published"],
    "agency_trends": [
        "agency_scores",
        "region_scores",
        "indicator_scores",
        "source_scores",
        "observed_weight",
        "spread",
    ],
    "sector_comparison": ["sector_scores", "agency_scores", "indicator_scores", "agency_positions", "rater_load"],
}


def seconds(do, times: int = 5) -> float:
    """Median wall time after one warm-up."""
    do()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        do()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def fill(store: Store, millions: float, folder: Path) -> dict[str, float]:
    """Accept and publish one growing world; facts a second of both."""
    batches.accept_reference(store, {"agencies": growth_agencies()}, "agencies", system("bench"), NOW)
    paths = growth(np.random.default_rng(1), round(millions * 1e6), folder)
    taken = {"accept": 0.0, "publish": 0.0, "facts": 0}
    for path, period in zip(paths, PERIODS, strict=True):
        rows = pd.read_parquet(path, columns=["line"])
        one = _upload("evaluation", path.stem + "-batch", rows.head(0), folder)
        upload = type(one)(**{**one.__dict__, "rows": path, "rows_kept": len(rows), "sha256": period})
        start = time.perf_counter()
        batches.accept(store, upload, system("bench"), NOW)
        middle = time.perf_counter()
        publish.publish(store, REGION, period, system("bench"), NOW)
        taken["accept"] += middle - start
        taken["publish"] += time.perf_counter() - middle
        taken["facts"] += len(rows)
    return taken


def queries(sizes: list[float], rounds: int = 15) -> None:
    """Page query time by size, the cells behind it, and the same figures computed from facts at the largest.

    The stores are asked in turn, round after round, so that whatever else the machine does meets all of them alike.
    """
    with contextlib.ExitStack() as stack:
        stores = {}
        for millions in sizes:
            folder = stack.enter_context(tempfile.TemporaryDirectory())
            stores[millions] = store = open_store(Path(folder) / "home")
            stack.callback(store.close)
            taken = fill(store, millions, store.home / "incoming")
            with store.cursor() as cursor:
                cells, blocks, facts = cursor.execute(
                    "select (select count(*) from cell), (select count(*) from block), (select count(*) from fact)"
                ).fetchall()[0]
            print(f"{millions:g} million: facts {facts:,}, blocks {blocks:,}, cells {cells:,}")
            print(f"  accept {facts / taken['accept']:,.0f} facts/s, publish {facts / taken['publish']:,.0f} facts/s")
        for page, names in PAGES.items():
            took = {millions: [] for millions in sizes}
            for _ in range(rounds):
                for millions, store in stores.items():
                    asks = partial(store.query, SYSTEM, region=REGION)
                    took[millions].append(seconds(lambda ask=asks, n=names: [ask(name) for name in n], 1))
            middle = {millions: statistics.median(times) for millions, times in took.items()}
            with stores[max(sizes)].cursor() as cursor:
                sql = (SQL / f"{page}.sql").read_text("utf-8")
                raw = seconds(lambda c=cursor, q=sql: c.execute(q, {"region": REGION}).fetchall(), 3)
            ratios = ", ".join(f"{n:g} M: {middle[n] / middle[min(sizes)]:.2f}" for n in sizes)
            print(f"{page:18} against the smallest: {ratios}; against facts: {middle[max(sizes)] / raw:.3f}")


def spent() -> np.ndarray:
    """Wall clock and processor seconds; of what other programs leave over, only the second is a fair measure."""
    return np.array([time.perf_counter(), time.process_time()])


def imports(millions: float) -> None:
    """End to end import of one long-template CSV, plain and quoted, and comparing it with itself once it stands, beside
    DuckDB's typed read of the same file; each ratio by the wall clock and by the processor."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (rows,) = growth(np.random.default_rng(1), round(millions * 1e6), folder, PERIODS[-1:])
        template = duckdb.execute((SQL / "template.sql").read_text("utf-8"), {"rows": str(rows)}).to_arrow_table()
        for kind, quoting in (("plain", None), ("quoted", csv.QUOTE_ALL)):
            path = folder / f"{kind}.csv"
            duckdb.from_arrow(template).write_csv(str(path), sep=";", quoting=quoting)
            store = open_store(folder / f"home-{kind}")
            batches.accept_reference(store, {"agencies": growth_agencies()}, "agencies", system("bench"), NOW)
            with duckdb.connect(str(folder / f"{kind}.duckdb")) as typed:
                start = spent()
                typed.execute((SQL / "typed.sql").read_text("utf-8"), {"path": str(path)})
                copied = spent() - start
            marks = [spent()]
            upload = reading.read(
                path, path.name, catalog.known(store, SYSTEM), {"region": REGION}, store.home / "incoming"
            )
            marks.append(spent())
            assert not upload.questions, [(question.code, question.subject) for question in upload.questions]
            assert upload.rows_kept == template.num_rows, upload.problem_counts
            batches.accept(store, upload, system("bench"), NOW)
            marks.append(spent())
            publish.publish(store, REGION, LAST, system("bench"), NOW)
            marks.append(spent())
            assert batches.compare(store, upload, SYSTEM).same == upload.rows_kept
            marks.append(spent())
            read, saved, published, compared = np.diff(marks, axis=0) / copied
            print(
                f"{kind} {upload.rows_kept:,} rows: typed COPY {upload.rows_kept / copied[0]:,.0f}/s; against its rate:"
            )
            for what, ratio in (
                ("read and check", read), ("import whole", read + saved), ("publish", published),
                ("compare with what stands", compared),
            ):  # fmt: skip
                print(f"  {what:25} 1/{ratio[0]:.1f} by the clock, 1/{ratio[1]:.1f} by the processor", flush=True)
            store.close()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.campaigns.bench")
    parser.add_argument("what", choices=["queries", "imports", "pages", "sheets"])
    parser.add_argument("--sizes", type=float, nargs="+", default=[0.1, 1, 10])
    parser.add_argument("--millions", type=float, default=1)
    args = parser.parse_args()
    if args.what == "queries":
        queries(args.sizes)
    elif args.what == "imports":
        imports(args.millions)
    elif args.what == "sheets":
        from tests.campaigns.bench_sheets import sheets

        sheets()
    else:
        from tests.campaigns.bench_pages import pages

        pages()


if __name__ == "__main__":
    main()
