"""What a page of PDF costs: processor seconds of the process that writes it, beside one that does nothing."""

import os
import statistics
import subprocess
import sys
from collections.abc import Callable

import pandas as pd

from data.export.sheet import making
from data.export.sheet.sheet import KeyFigure, Part, Sheet
from pages.ui import charts
from pages.ui.charts.look import LIGHT
from pages.ui.charts.paper import described

MOST = 2.0  # seconds


def full() -> Sheet:
    """More than any view has: a ranking of fifty agencies, eight panels of forty lines, three hundred lines of text."""
    rows = pd.DataFrame({"key": range(50), "label": [f"Dinas {at}" for at in range(50)], "tone": "", "n_people": 40})
    rows = rows.assign(score=70.0 + rows["key"] / 5, low=68.0, high=82.0)
    lines = pd.DataFrame(
        {"panel": f"Sektor {panel}", "series": f"{panel}-{one}", "label": "Dinas", "seq": at, "period": f"{2022 + at}",
         "score": 70.0 + one / 4, "n_people": 40, "focus": one == 0}
        for panel in range(8) for one in range(40) for at in range(8)
    )  # fmt: skip
    parts = (
        Part("Urutan", figure=described(charts.ranking(rows, LIGHT, "id"))),
        Part("Sektor", figure=described(charts.small_multiples(lines, LIGHT, "id", columns=4))),
        Part(
            "Kabar", lines=tuple(f"Dinas {at} naik nyata +1,2 poin (rentang 95%: 0,3 sampai 2,1)" for at in range(300))
        ),
    )
    figures = (KeyFigure("Nilai", "78,8", "78 – 79", "skala 0–100"),) * 4
    return Sheet(
        "id", "Kota Contoh", "Indeks analitik", "Judul", "Ringkasan", "Saringan", "dan {n} lagi", figures, parts
    )


def sheets(times: int = 7) -> None:
    """Median of a few; the pages of the demo cost less."""
    sheet = full()
    alone = spent(lambda: subprocess.run([sys.executable, "-c", ""], check=True), times)
    written = spent(lambda: making.pdf(sheet), times)
    verdict = "" if written <= MOST else "  MISSED"
    print(
        f"a full page: {written:.2f} s of processor (at most {MOST:g}), {written / alone:.0f} empty processes{verdict}"
    )


def spent(do: Callable[[], object], times: int) -> float:
    """Processor seconds of the processes `do` waits for."""
    taken = []
    for _ in range(times):
        before = os.times()
        do()
        after = os.times()
        taken.append(after.children_user + after.children_system - before.children_user - before.children_system)
    return statistics.median(taken)
