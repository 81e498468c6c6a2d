"""A small region with a known truth: true levels per person, and what sources and raters make of them."""

import pandas as pd

from analytics.needs.persons import person_needs, person_scores, reliability, source_scores

INDICATORS = ("TG", "KW", "BP", "KOM", "DS", "AD")
SOURCES = pd.DataFrame(
    {"source": ["superior", "peer", "subordinate", "citizen", "self"], "weight": [0.5, 0.2, 0.1, 0.2, 0.0]}
)
POSITIONS = ("JF_LAYANAN", "PEL_ADM")


def standards(value=75.0, estimated=True):
    rows = [(p, i, value, estimated) for p in POSITIONS for i in INDICATORS]
    return pd.DataFrame(rows, columns=["position", "indicator", "standard", "estimated"])


def weights():
    table = {"JF_LAYANAN": (25, 20, 25, 10, 10, 10), "PEL_ADM": (30, 25, 10, 5, 20, 10)}
    rows = [(p, i, float(w)) for p, ws in table.items() for i, w in zip(INDICATORS, ws, strict=True)]
    return pd.DataFrame(rows, columns=["position", "indicator", "weight"])


def region(rng, agencies=8, people=40, periods=2, mean=80.0, person=6.0, error=7.0, sources=("superior", "peer"),
           shift=None, raters=3, severity=None, by_source=None):  # fmt: skip
    """Ratings and the truth. shift: {(agency, indicator): points}; severity: {(agency, rater, indicator): points};
    by_source: {(agency, source, indicator): points}. One superior per `people / raters` staff, two peers each."""
    ratings, truth = [], []
    for a in range(agencies):
        for n in range(people):
            employee, position = a * people + n + 1, POSITIONS[n % 2]
            level = rng.normal(0, person)
            for indicator in INDICATORS:
                true = mean + level + rng.normal(0, 2) + (shift or {}).get((f"A{a}", indicator), 0.0)
                truth.append((employee, indicator, true))
                for period in range(periods):
                    for source in sources:
                        for r in range(2 if source == "peer" else 1):
                            rater = (
                                a * 100 + n % raters if source == "superior" else a * 100 + 50 + (n + r + 1) % people
                            )
                            score = true + rng.normal(0, error)
                            score += (
                                (severity or {}).get((f"A{a}", rater % 100, indicator), 0.0)
                                if source == "superior"
                                else 0
                            )
                            score += (by_source or {}).get((f"A{a}", source, indicator), 0.0)
                            place = (employee, f"A{a}", "KES" if a % 2 else "TANI", f"U{n % 4}", position)
                            when = (f"{2024 + period}", 2024 + period)
                            ratings.append((*place, *when, indicator, source, rater, score))
    columns = [
        "employee",
        "agency",
        "sector",
        "unit",
        "position",
        "period",
        "seq",
        "indicator",
        "source",
        "rater",
        "score",
    ]
    return pd.DataFrame(ratings, columns=columns), pd.DataFrame(truth, columns=["employee", "indicator", "true"])


TRAINABLE = pd.DataFrame({"indicator": INDICATORS, "trainable": True})


def gaps_of(ratings, wanted=None, sources=SOURCES):
    """Person gaps of these ratings against the standards `wanted` (else those of this world)."""
    by_source = source_scores(ratings, sources)
    scores = person_scores(by_source, reliability(by_source))
    return person_needs(scores, by_source, standards() if wanted is None else wanted, weights())
