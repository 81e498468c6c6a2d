"""Programmes of known effect, and what is said of them.

    nice -n 15 python -m tests.campaigns.impact 500

Prints one line per world: shares of the verdicts, of before-and-after charts that would say it helped, of brackets that
hold the truth, and of placebos that alarm. Ends with 1 where nothing helped and more are called help than 2.5 % and two
standard errors, or fewer than 90 % of the brackets hold the truth.
"""

import math
import sys

import numpy as np
import pandas as pd

from analytics.impact.effect import effect
from tests.worlds.trained import SD, trained_people

WORLDS = {  # name: how it is drawn
    "nothing, lowest fifth": {},
    "nothing, lowest fifth, ten agencies": {"agencies": 10},
    "nothing, lastingly lowest": {"how": "trait"},
    "favoured by 0.4": {"halo": 0.4},
    "favoured by 0.8": {"halo": 0.8},
    "favoured by 0.4, one indicator beside": {"halo": 0.4, "beside": 1},
    "0.62, 45 a side": {"gain": 0.62, "how": "lot", "n": 90, "share": 0.5},
    "0.62, lowest 37 of 185": {"gain": 0.62},
    "0.3, 176 a side": {"gain": 0.3, "how": "lot", "n": 352, "share": 0.5},
    "0.3, lastingly lowest": {"gain": 0.3, "how": "trait", "n": 352},
} | {
    f"0.3, chosen by {how}, recorded as {selected}": {
        "gain": 0.3, "how": how, "n": 480, "agencies": 14, "share": 0.45 if how == "unit" else 0.3, "drift": 0.2,
        "selected": selected,
    }
    for how in ("score", "lot", "trait", "unit")
    for selected in ("score", "nomination", "unit")
}  # fmt: skip


def main(runs: int) -> int:
    allowed = 0.025 + 2 * math.sqrt(0.025 * 0.975 / runs)
    wrong = False
    for name, drawn in WORLDS.items():
        rng = np.random.default_rng(17)
        selected = drawn.get("selected", "unknown")
        world = {key: value for key, value in drawn.items() if key != "selected"}
        found = pd.DataFrame([effect(trained_people(rng, **world), selected) for _ in range(runs)])
        share = found["verdict"].value_counts(normalize=True)
        true = SD * drawn.get("gain", 0.0)
        told = found[found["low"].notna()]
        held = (told["low"].le(true) & told["high"].ge(true)).mean()
        alarms = (found["beside_low"].gt(0) | found["beside_high"].lt(0)).mean()
        said = ", ".join(f"{code} {share.get(code, 0):.3f}" for code in ("helped", "did_not", "untold"))
        print(
            f"{name}: {said}; before-after {found['raw_low'].gt(0).mean():.3f}; holds {held:.3f}; beside {alarms:.3f}; "
            f"told {len(told) / runs:.3f}"
        )
        wrong |= not drawn.get("gain") and share.get("helped", 0) > allowed
        wrong |= not drawn.get("halo") and len(told) >= runs / 2 and held < 0.9
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
