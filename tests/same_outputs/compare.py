"""Where two recordings differ: each file with its change, the same change told once."""

import difflib
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

LINES = 24  # of a change that are shown
WIDE = 200
ALIKE = 6  # files with the same change that are named


def tell(one: Path, other: Path, wanted: Path | None = None, partial: bool = False) -> int:
    """Print every difference; 1 where one is named by no line of `wanted`, and where nothing was compared. `partial`: a
    part of `one` was recorded in `other`, so that files which are only in `one` are nothing to tell."""
    names = _files(other) if partial else _files(one) | _files(other)
    reasons = _reasons(wanted) if wanted else {}
    used, groups = set(), {}
    for name, change in differences(one, other, names):
        pattern = next((pattern for pattern in reasons if fnmatch(name, pattern)), None)
        used.add(pattern)
        groups.setdefault((pattern, _core(change)), []).append((name, change))
    unwanted = 0
    for (pattern, _), members in groups.items():
        name, change = members[0]
        unwanted += len(members) if pattern is None else 0
        print(f"\n#### {name}" + (f"  (wanted: {reasons[pattern]})" if pattern else ""))
        print("\n".join(line[:WIDE] for line in change[:LINES]))
        if len(change) > LINES:
            print(f"... {len(change) - LINES} more lines")
        for same, _ in members[1:ALIKE]:
            print(f"  the same in {same}")
        if len(members) > ALIKE:
            print(f"  the same in {len(members) - ALIKE} more")
    for pattern in reasons.keys() - used:
        print(f"\nnothing differs under {pattern}: take it out of {wanted}")
    total = sum(map(len, groups.values()))
    plans = sum("plan_training" in name for members in groups.values() for name, _ in members)
    print(f"\n{total} files differ ({plans} of them plans), {unwanted} unwanted, of {len(names)}")
    return 1 if unwanted or not names else 0


def differences(one: Path, other: Path, names: set[str]) -> Iterator[tuple[str, list[str]]]:
    """(path, change) of every file of `names` that is not the same in both; the change as lines of a unified diff."""
    for name in sorted(names):
        sides = [place / name for place in (one, other)]
        if not all(side.exists() for side in sides):
            yield name, [f"only in {next(side for side in sides if side.exists())}"]
            continue
        before, after = (side.read_text(encoding="utf-8").splitlines() for side in sides)
        if before != after:
            yield name, list(difflib.unified_diff(before, after, str(one), str(other), "", "", 1, ""))


def _files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def _core(change: list[str]) -> tuple[str, ...]:
    """What was taken out and put in, wherever and however often."""
    return tuple(dict.fromkeys(line for line in change if re.match(r"[-+](?![-+])|only in", line)))


def _reasons(path: Path) -> dict[str, str]:
    """Glob -> why what it names may differ. Raises ValueError for a line without a reason."""
    reasons = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        pattern, _, reason = line.strip().partition(" ")
        if pattern and not pattern.startswith("#"):
            if not reason.strip():
                raise ValueError(f"{path}: {pattern} has no reason")
            reasons[pattern] = reason.strip()
    return reasons
