"""A region in which no agency differs from another, and few citizens answered in each."""

import numpy as np

from tests.worlds.facts import PERIOD, REGION, add_agencies, add_rows, row

INDICATORS = ("BP", "KOM", "KW", "TG", "DS")
"""Citizens answer the first two."""
LEVEL = 75.0


class Asked:
    """`agencies` agencies of `size` people each, rated by superiors of seven, and 8 to 20 citizens in each."""

    def __init__(self, seed: int, agencies: int = 12, size: int = 180, answer_sd: float = 20.0) -> None:
        self.rng, self.size, self.answer_sd = np.random.default_rng(seed), size, answer_sd
        self.sectors = {f"A{number:02d}": ("PEND", "KES", "WILAYAH")[number % 3] for number in range(agencies)}

    def settle(self, store) -> None:
        """One period of the region, ready to be published."""
        add_agencies(store, REGION, self.sectors)
        add_rows(
            store,
            REGION,
            PERIOD,
            [one for number, agency in enumerate(self.sectors) for one in self._of(number, agency)],
        )

    def _of(self, number: int, agency: str):
        for person in range(self.size):
            rater = 1000 + 10 * number + person // 7
            if person % 7 == 0:
                severity = self.rng.normal(0, 4)
            ability = self.rng.normal(0, 6)
            for indicator in INDICATORS:
                score = LEVEL + severity + ability + self.rng.normal(0, 3)
                yield row(
                    100 * number + person + 1, agency, None, "PEL_ADM", indicator, "superior", round(score, 1), rater
                )
        asked = int(self.rng.integers(8, 21))
        halo = self.rng.normal(0, self.answer_sd * np.sqrt(0.5), asked)
        for indicator in INDICATORS[:2]:
            answers = LEVEL + halo + self.rng.normal(0, self.answer_sd * np.sqrt(0.5), asked)
            yield row(None, agency, None, None, indicator, "citizen", round(float(answers.mean()), 1), None, asked)
