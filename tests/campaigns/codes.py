"""Every page, in several views, both languages and both roles, read for codes: `python -m tests.campaigns.codes`.

Prints each code it meets with where it stands and the text around it; ends with 1 if there is one. Without a folder it
makes a demo of its own; `--home FOLDER` reads a copy of that home.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from tests.same_outputs import visits
from tests.worlds import codes, homes, screens
from tests.worlds.actors import SYSTEM

VIEWS = [
    {}, {"sektor": "KES"}, {"indikator": "KOM"}, {"sumber": "superior"}, {"sumber": "citizen", "indikator": "BP"},
    {"jabatan": "JF_LAYANAN"}, {"satuan": "sector"}, {"satuan": "position", "indikator": "KOM"}, {"k": "3"},
    {"opd": "3403-DINKES"}, {"opd": "3403-DINKES", "indikator": "KOM", "dari": "competency_gaps.KOM"},
    {"opd": "3403-DINKES", "banding": "3403-DISDIK"}, {"opd": "3403-DINKES", "orang": "ya"}, {"bobot": "KOM150.TG50"},
    {"pola": "org_poor"}, {"kelompok": "pegawai"},
]  # fmt: skip
LEADERS = ("home", "agency_trends", "sector_comparison", "citizens", "competency_gaps", "rating_quality", "method")
PLANNERS = (*LEADERS, "training_needs", "training_plan", "upload")
GIVEN = ("cermin-templat", "panduan-")
"""Files whose headings are what offices and readers of files write."""


def crawl(tree: Path, roles: tuple[str, ...], pages: tuple[str, ...] | None) -> Iterator[tuple[str, str, str, str]]:
    """(visit, where, what, text around it) for each code met."""
    known = None
    for role in roles:
        for page in pages or (LEADERS if role == "leader" else PLANNERS):
            for view in VIEWS if page in LEADERS[:6] else VIEWS[:1]:
                for lang in ("id", "en"):
                    session = visits.opened(tree, page, {**view, "lang": lang, "peran": role})
                    with visits.watched() as (_, files):
                        visits.settle(session)
                    known = known or _known()
                    name = f"{role} {lang} {page} {view or ''}"
                    seen = [*screens.texts(session), *_handed(files)]
                    print(f"{name}: {len(seen)} texts, {len(files)} files", file=sys.stderr)
                    yield from (("a crash", name, fault.message, "") for fault in session.exception)
                    yield from ((name, *found) for found in codes.met(seen, known, lang))


def _known() -> set[str]:
    from pages.ui.page import cached

    return codes.known(partial(cached.store().query, SYSTEM))


def _handed(files: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    for name, content in files.items():
        if not name.startswith(GIVEN):
            yield from ((name, text) for text in (name, *screens.file_texts(name, content)))


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--home", type=Path)
    asked.add_argument("--role", choices=("leader", "planner"))
    asked.add_argument("--page", action="append")
    args = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="cermin-codes-") as scratch:
        folder = Path(scratch)
        given = args.home or homes.made("demo", folder, folder / "own")
        os.environ |= {"CERMIN_HOME": str(shutil.copytree(given, folder / "home")), "CERMIN_DEMO": "no"}
        roles = (args.role,) if args.role else ("leader", "planner")
        met = Counter(crawl(Path(__file__).parents[2], roles, tuple(args.page or ()) or None))
    for (name, where, what, around), times in met.items():
        print(f"{name} · {where} · {what} · {around} (×{times})")
    print(f"{len(met)} codes")
    return 1 if met else 0


if __name__ == "__main__":
    raise SystemExit(main())
