"""Nobody changes while the form or the sources do: what is said of it, through the whole pipeline.

    nice -n 15 python -m tests.campaigns.forms 500

Prints one line per world: regions of which anything was said to move, with the error of the count. Ends with 1 where
any was said across a change of form, or in more than chance allows beside milder peers.
"""

import math
import sys
import tempfile
from pathlib import Path

from analytics.verdicts import MOVES
from data.publishing import publish
from data.store.store import Store
from data.terms.actors import system
from data.upkeep.opening import open_store
from pages.answers.changes import judged, region_change
from pages.answers.choice import Choice, choose
from pages.answers.reader import StoreReader
from pages.answers.signals import signals
from tests.worlds.actors import SYSTEM
from tests.worlds.facts import NOW, REGION
from tests.worlds.forms import Steady, add_period

PERIODS = ("2025-S1", "2025-S2")
RULES = ("PP30_2019", "P6_2022")
WORLDS = {  # name: how the second period was asked, rule sets, share of regions that may say something
    "five steps": ({"steps": 5}, (None, None), 0.0),
    "five steps, new rule set": ({"steps": 5}, RULES, 0.0),
    "new rule set": ({}, RULES, 0.0),
    "milder peers join": ({"peers": 8.0}, (None, None), 0.05),
}


def published(store: Store, world: Steady, now: dict, rules: tuple) -> Choice:
    """The second of two published periods; the first on a form of a hundred, superiors alone."""
    world.settle(store)
    for period, asked, rule in zip(PERIODS, ({}, now), rules, strict=True):
        add_period(store, period, world.period(**asked), rule)
        publish.publish(store, REGION, period, system("test"), NOW)
    return choose(StoreReader(store, SYSTEM), REGION, PERIODS[1])


def moved(choice: Choice) -> bool:
    """Whether anything is said to have moved: an agency, the region, or a card on home."""
    verdicts = [*judged(choice)["verdict"], *region_change(choice)["verdict"]]
    return any(verdict in MOVES for verdict in verdicts) or bool(signals(choice)["kind"].ne("place").any())


def main(arguments: list[str]) -> int:
    count = int(arguments[0]) if arguments else 100
    broken = 0
    for name, (now, rules, nominal) in WORLDS.items():
        times = 0
        for seed in range(count):
            with tempfile.TemporaryDirectory() as folder:
                store = open_store(Path(folder) / "home", threads=1)
                times += moved(published(store, Steady(seed), now, rules))
                store.close()
        share = times / count
        likely = max((times + 1) / (count + 2), nominal)  # none seen is not none
        error = math.sqrt(likely * (1 - likely) / count)
        broken += share > nominal + 1.64 * error * (nominal > 0)
        print(
            f"{name:28} {count} regions, something said to move in {share:.3f} ± {error:.3f}, {nominal:g}", flush=True
        )
    return int(broken > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
