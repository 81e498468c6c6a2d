"""Who is certain and where they stand, once more: row by row, in plain Python, from the rule as it is written down."""

import math

RATERS = {"one_rater", "raters_changed", "assumed"}
MOVES = {"up", "likely_up", "down", "likely_down"}


def passing(p: list[float]) -> list[bool]:
    """Benjamini-Hochberg at 5 %: the largest rank whose p lies on or under its line, and everything up to it."""
    ordered = sorted(p)
    limit = max((value for rank, value in enumerate(ordered, 1) if value <= 0.05 * rank / len(p)), default=-1.0)
    return [value <= limit for value in p]


def certain(claims: list[dict]) -> list[dict]:
    """The claims that hold. Each: agency, kind, side, p, low, high, shrunk_low, shrunk_high, cap, told (whether other
    pages say it too)."""
    kept = []
    for claim, passes in zip(claims, passing([claim["p"] for claim in claims]), strict=True):
        ends = [math.floor(claim["low"] * 10 + 1e-9), math.ceil(claim["high"] * 10 - 1e-9)]  # as shown
        ends += [claim["shrunk_low"], claim["shrunk_high"]]
        one_way = all(end > 0 for end in ends) if claim["side"] > 0 else all(end < 0 for end in ends)
        if passes and one_way and claim["told"] and (claim["cap"] is None or claim["cap"] in RATERS):
            kept.append(claim)
    return kept


def grouped(claims: list[dict], told: list[dict], steps: list[dict], year_ago: dict[str, str], most: int) -> dict:
    """Group -> agencies with why, in order."""
    order = {"trend": 0, "change": 1, "place": 2}
    rows = []
    for claim in claims:
        same = {1: "up", -1: "down"}[int(claim["side"])]
        if claim["kind"] != "place" and year_ago.get(claim["agency"]) == same:
            continue
        rows.append((claim, _why(claim, told, steps)))
    rows.sort(key=lambda row: (row[1] is not None, order[row[0]["kind"]], row[0]["p"], row[0]["agency"]))
    groups, seen = {"praise": [], "help": [], "ask": []}, set()
    for claim, why in rows:
        if claim["agency"] in seen:
            continue
        seen.add(claim["agency"])
        group = "ask" if why else "praise" if claim["side"] > 0 else "help"
        if len(groups[group]) < most:
            groups[group].append((claim["agency"], claim["kind"], why))
    return groups


def _why(claim: dict, told: list[dict], steps: list[dict]) -> str | None:
    if claim["cap"] in RATERS:
        return claim["cap"]
    half = abs(claim["estimate"]) / 2
    if claim["kind"] == "trend":
        own = [step for step in steps if step["agency"] == claim["agency"]]
        calm = [step["change"] for step in own if step["fresh"] == step["fresh"] and step["fresh"] <= 0.25]
        if sum(calm) * claim["side"] < half:
            return "assumed" if all(step["fresh"] != step["fresh"] for step in own) else "raters_changed"
    for one in told:
        if (one["agency"], one["kind"]) == (claim["agency"], claim["kind"]) and one["points"] * claim["side"] < half:
            return "sources"
    return None
