"""Regions in which nobody changes while the form or the sources do: what is said of them must not be change."""

import numpy as np

from tests.worlds.facts import REGION, add_agencies, add_rows, row

INDICATORS = ("TG", "KW", "BP", "KOM")


class Steady:
    """A region of `agencies` agencies of `size` people whose true scores stay: `period` gives the rows of one."""

    def __init__(self, seed: int, agencies: int = 12, size: int = 30) -> None:
        self.rng = np.random.default_rng(seed)
        self.sectors = {f"A{number:02d}": ("PEND", "KES", "WILAYAH")[number % 3] for number in range(agencies)}
        self.agency = np.repeat(sorted(self.sectors), size)
        self.truth = self.rng.normal(75, 6, (len(self.agency), len(INDICATORS)))
        self.severity = self.rng.normal(0, 3, len(self.agency) // 6 + 1)

    def period(self, steps: int | None = None, of: tuple[str, ...] | None = None, peers: float | None = None) -> list:
        """Rows of superiors' ratings, in `steps` of a form of 1 to `steps` for the agencies `of` (None: all), whole
        points of 0-100 otherwise; with peers, who are milder by `peers` points, where that is given."""
        noise = self.rng.normal(0, 3, self.truth.shape)
        rows = []
        for person, agency in enumerate(self.agency):
            rater = person // 6
            for number, indicator in enumerate(INDICATORS):
                true = self.truth[person, number] + noise[person, number]
                for source, more in (("superior", self.severity[rater]), ("peer", peers)):
                    if more is None:
                        continue
                    score = float(np.clip(true + more, 0, 100).round())
                    by = 1000 + rater if source == "superior" else None
                    form = {}
                    if steps and (of is None or agency in of):
                        # People tick the step nearest to what they think of: the middle of the form is its middle.
                        raw = float(np.clip(np.ceil(score / 100 * steps), 1, steps))
                        score = (raw - 1) / (steps - 1) * 100
                        form = {"raw": raw, "scale_min": 1.0, "scale_max": float(steps)}
                    rows += [
                        row(person + 1, agency, None, "PEL_ADM", indicator, source, score, by) | form
                        for _ in range(3 if source == "peer" else 1)
                    ]
        return rows

    def settle(self, store) -> None:
        add_agencies(store, REGION, self.sectors)


def add_period(store, period: str, rows: list[dict], rule_set: str | None = None) -> int:
    """One batch of rows that may name their form."""
    return add_rows(store, REGION, period, [one | {"rule_set": rule_set} for one in rows])
