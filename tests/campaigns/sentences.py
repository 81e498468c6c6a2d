"""What the pages say of change over many random stores: `python -m tests.campaigns.sentences [STORES] [FIRST SEED]`.

Each store is one region of its own: noise only, or agencies that truly moved; two to six semesters, people missing,
joining and leaving. It is published, read back through the frames of the pages, and every sentence about a change is
taken at its word in both languages: a word of direction needs an interval wholly on that side of zero, and no number
may be said that does not stand in the table.
"""

import os
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import streamlit as st

from analytics.verdicts import judge
from data.batches import batches
from data.publishing import publish
from data.publishing.freezing import TooSmall
from data.store.store import Store
from data.terms.actors import system
from pages.answers import changes, scores, signals
from pages.answers.choice import Choice
from pages.ui.access.visitors import asking
from pages.ui.home import signal_cards
from pages.ui.page import cached
from pages.ui.trends import frames
from pages.ui.words import LANGUAGES, formats, sentences
from tests.worlds.facts import NOW, add_agencies, add_rows, random_world
from tests.worlds.visitors import owner

SEMESTERS = ("2023-S2", "2024-S1", "2024-S2", "2025-S1", "2025-S2", "2026-S1")
DIRECTION = {"id": {"naik": 1, "turun": -1}, "en": {"up": 1, "down": -1}}
QUOTED = re.compile(r"“[^”]*”")  # a word a sentence speaks about, not with
NUMBER = re.compile(r"[+−-]?\d[\d.,]*\d|[+−-]?\d")

Told = tuple[str, float, float, set[str]]
"""A sentence, the interval its direction must lie in (nan: none known), and the numbers it may hold."""


def fill(store: Store, region: str, rng: np.random.Generator) -> tuple[str, ...]:
    """One random region with its history; the periods that could be published."""
    sizes = rng.integers(4, 40, rng.integers(2, 12)).tolist()
    rows, sectors = random_world(rng, sizes, missing=float(rng.uniform(0, 0.4)))
    here = pd.DataFrame([{"code": region, "name": f"Kabupaten {region}"}])
    batches.accept_reference(store, {"regions": here}, "region", system("test"), NOW)
    add_agencies(store, region, sectors)
    moves = rng.random() < 0.6
    drift = {agency: float(rng.normal(0, 5)) if moves else 0.0 for agency in sectors}
    quiet = float(rng.choice([2.0, 8.0]))  # how far one person's score strays between two periods
    shown = []
    for at, period in enumerate(SEMESTERS[: int(rng.choice([2, 2, 3, 6]))]):
        score = [np.clip(row["score"] + at * drift[row["agency"]] + rng.normal(0, quiet), 0, 100) for row in rows]
        rated = rng.random(len(rows)) > (0.1 if at else 0.0)
        some = [{**row, "score": round(value, 1)} for row, value, kept in zip(rows, score, rated, strict=True) if kept]
        add_rows(store, region, period, some)
        try:
            publish.publish(store, region, period, system("test"), NOW)
        except TooSmall:
            continue
        shown.append(period)
    return tuple(shown)


def sayings(choice: Choice) -> Iterator[Told]:
    """Every sentence about a change that home and the trend page make of this choice."""
    score = scores.region(choice).set_index("period")["score"].get(choice.period, np.nan)
    change = changes.region_change(choice)
    low, high = (change[side].iloc[0] if len(change) else np.nan for side in ("low", "high"))
    known = {formats.number(score)} | (_numbers(next(change.itertuples())) if len(change) else set())
    yield sentences.region_title(choice, score, change), low, high, known
    recent = changes.changes(choice, choice.period)
    recent = frames.with_words(judge(recent)).set_index("agency", drop=False) if len(recent) else recent
    for row in frames.judged(choice).itertuples():
        last = next(recent.loc[[row.agency]].itertuples()) if row.agency in recent.index else None
        yield sentences.trend_title(row.short, row, choice), row.low, row.high, _numbers(row)
        rule = {"2", "5"} if row.verdict == "insufficient" else set()  # how many periods a word of change needs
        yield sentences.trend_lead(row, choice), row.low, row.high, _numbers(row) | rule
        if last is not None:
            yield sentences.change_words(last), last.low, last.high, _numbers(last)
    for row in changes.since_last_year(choice).itertuples():
        yield sentences.change_words(row), row.low, row.high, _numbers(row)
    for card in signal_cards.cards(choice):
        signal = next(signals.signals(choice).query("agency == @card.agency").itertuples())
        held = _numbers(signal) | {card.amount}
        yield f"{card.word} {card.name} {card.points()}", signal.low, signal.high, held
        yield card.sentence, signal.low, signal.high, held


def _numbers(row) -> set[str]:
    """The numbers of one row as a table shows them."""
    points = [getattr(row, name, np.nan) for name in ("estimate", "low", "high", "low_shown", "high_shown")]
    counts = [getattr(row, name, np.nan) for name in ("n_periods", "n_people")]
    return {formats.signed(one) for one in points} | {formats.count(one) for one in counts if not pd.isna(one)} | {"0"}


def faults(told: Told, lang: str, names: set[str]) -> Iterator[str]:
    """What is wrong with a sentence, in words without its figures."""
    sentence, low, high, known = told
    said = QUOTED.sub("", sentence)
    for word, sign in DIRECTION[lang].items():
        if re.search(rf"\b{word}\b", said) and not (low > 0 if sign > 0 else high < 0):
            yield f"{lang}: says {word}, though its interval does not: {sentence!r}"
    for name in sorted(names, key=len, reverse=True):  # "A1" stands in "A10 + A6"
        said = said.replace(name, "")
    for number in NUMBER.findall(said.replace("95%", "")):
        if number not in known:
            yield f"{lang}: says a number that is not in the table: {sentence!r}"


def campaign(stores: int, first: int = 0) -> tuple[Counter, list[str]]:
    """Sentences by what they say, and every fault. The store of CERMIN_HOME takes all the regions."""
    seen, found = Counter(), []
    asking.set(owner()["visit"])
    for seed in range(first, first + stores):
        region = f"R{seed}"
        periods = fill(cached.store(), region, np.random.default_rng([seed, 4]))
        seen["stores"] += 1
        for at in range(len(periods)):
            choice = Choice(region, f"Kabupaten {region}", periods[at], periods, False, cached.READER).until_chosen()
            for lang in LANGUAGES:
                st.session_state["lang"], st.session_state["role"] = lang, "leader"
                names = {formats.period(code) for code in periods} | {choice.region_name} | _names(choice)
                for told in sayings(choice):
                    words = [word for word in DIRECTION[lang] if re.search(rf"\b{word}\b", QUOTED.sub("", told[0]))]
                    seen[f"{lang} {'/'.join(words) or 'no direction'}"] += 1
                    found += [f"seed {seed}, {fault}" for fault in faults(told, lang, names)]
    return seen, found


def _names(choice: Choice) -> set[str]:
    called = scores.agencies(choice)
    names = {name for column in ("agency_name", "short") for name in called[column].unique()}
    return names | {formats.plain(name) for name in names}


def main(stores: int = 300, first: int = 0) -> int:
    with tempfile.TemporaryDirectory(prefix="cermin-sentences-") as folder:
        os.environ["CERMIN_HOME"] = str(Path(folder) / "home")
        seen, found = campaign(stores, first)
        cached.store().close()
    print("\n".join(f"{count:7} {what}" for what, count in sorted(seen.items())))
    print("\n".join(found[:20]) or "0 faults")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
