"""Every polluted file of `tests.worlds.pollock`: read right, refused with a reason, asked about, or wrong in silence.

python -m tests.campaigns.pollock [published|more]; ends with 1 where a file was read wrong.
"""

import sys
import tempfile
from collections import Counter
from pathlib import Path

from data.reading.form.opening import open_table
from data.reading.form.table.table import Options, Refusal
from tests.worlds import pollock

SAYS = frozenset({"headings_short"})  # notes that tell of a reading that may not be the right one


def outcome(polluted: pollock.Polluted, folder: Path) -> str:
    """ "right", "refused", "asked", "said" or "wrong"."""
    path = folder / "polluted.csv"
    path.write_bytes(polluted.content)
    opened = open_table(path, path.name, Options())
    if isinstance(opened, Refusal):
        return "asked" if opened.questions and not opened.problems else "refused"
    if any(question.blocking for question in opened.questions):
        return "asked"
    whole = opened.whole()
    if any(problem.blocking and problem.row is None for problem in whole.problems):
        return "refused"
    records = [[" ".join(str(cell).split()) for cell in row] for row in zip(*whole.columns, strict=True)]
    judged = pollock.verdict(opened.header, records, len(whole.refused), polluted)
    return "said" if judged == "wrong" and SAYS & {note.code for note in opened.notes} else judged


def main(which: str = "") -> int:
    files = {"published": pollock.published, "more": pollock.more}
    counts: dict[str, Counter] = {}
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        for name in [which] if which else files:
            for polluted in files[name]():
                judged = outcome(polluted, Path(folder))
                counts.setdefault(f"{name}: {polluted.family}", Counter())[judged] += 1
                if judged == "wrong":
                    wrong.append(polluted.name)
    for family, judged_counts in counts.items():
        print(f"{family:45}", dict(sorted(judged_counts.items())))
    total = sum(counts.values(), Counter())
    print(f"{sum(total.values())} files:", dict(sorted(total.items())))
    print("wrong:", ", ".join(wrong[:40]) or "none")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
