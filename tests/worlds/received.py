"""What reaches a leader, read as figures: by the commands, and by the files and tables of pages."""

from math import ceil, floor

from data.export.as_shown import as_shown
from tests.twins.bounds import Figure
from tests.worlds.actors import SYSTEM
from tests.worlds.facts import REGION

HALF = 0.05
"""Half of the last digit that scores are shown with."""
STEPS = (0.05, 0.1, 0.2, 0.25, 0.5)
LEVELS = {"agency": "agency_scores", "sector": "sector_scores", "region": "region_scores"}


def scores(store, period, asked, region=REGION):
    """(level, code, position, indicator, source) -> what the leaders' commands say under filters, each (position,
    indicator, source); '' is none."""
    said = {}
    for position, indicator, source in asked:
        given = {
            "region": region, "periods": [period], "positions": [position] if position else None,
            "indicator": indicator or None, "source": source or None,
        }  # fmt: skip
        for level, query in LEVELS.items():
            if position and level != "agency":
                continue  # sums of what agencies' own figures say
            for row in as_shown(store.query(SYSTEM, query, **given)).itertuples():
                if row.score == row.score:
                    code = "" if level == "region" else getattr(row, level)
                    said[level, code, position, indicator or "*", source] = row.score
    return said


def pairs(store, period, asked):
    """(agency, indicator, source, part, side) -> the mean a leader's command says of people of two periods.
    asked: what of (indicator, source)."""
    said = {}
    for indicator, source in sorted(asked):
        rows = as_shown(
            store.query(SYSTEM, "pair_sums", region=REGION, periods=[period], indicator=indicator, source=source)
        )
        for row in rows.itertuples():
            for side, total in (("now", row.total_now), ("before", row.total_before)):
                if total == total:
                    said[row.agency, indicator, source, row.part, side] = total / row.n_people
    return said


def learnt(office, snapshot, period, region=REGION):
    """Every figure a leader is told of a new snapshot, as `Figure`; each is first checked against what the world knows
    it to be made of."""
    made = office.shown(snapshot)
    asked = {(position, "" if indicator == "*" else indicator, source) for _, _, position, indicator, source in made}
    figures = []
    for key, value in scores(office.store, period, sorted(asked), region).items():
        weights, constant, truth = made[key]
        assert abs(truth - value) < HALF + 1e-6, key
        fine = key[0] == "agency" and key[3] != "*" and key[4] != ""
        low, high = value - HALF - constant, value + HALF - constant
        figures.append(Figure(weights, low, high, str((period, *key)), fine))
    stayed = office.stayed(snapshot)
    for key, value in pairs(office.store, period, {key[1:3] for key in stayed}).items():
        people = stayed[key]
        assert abs(sum(v for _, v in people) / len(people) - value) < HALF + 1e-6, key
        weights = dict.fromkeys(people, 1 / len(people))
        figures.append(Figure(weights, value - HALF, value + HALF, str((period, *key)), True))
    return figures


def spreads(office, snapshot, period):
    """What spreads of (all but) nothing say: everybody of a cell has its mean, give or take what is rounded off."""
    cells, said = office.cells(snapshot), []
    for row in as_shown(office.store.query(SYSTEM, "spread", region=REGION, periods=[period])).itertuples():
        if row.var_person < HALF:
            give = (HALF * row.n_people) ** 0.5
            for (_, indicator, source), (_, mean, _) in cells.items():
                if (indicator, source) == (row.indicator, row.source):
                    said += [
                        Figure({u: c - (u == one) for u, c in mean.items()}, -give, give, "spread") for one in mean
                    ]
    return said


def below(office, snapshot, period, stepped=True):
    """Shares below standard: sums of ones and noughts (here 100 and 0), one for each person as rated in the version
    that was counted. Who is counted is known; how many are below is a whole number within half a step, which is of five
    people (stepped) or one twentieth."""
    said = []
    for row in as_shown(office.store.query(SYSTEM, "share_below", region=REGION, periods=[period])).itertuples():
        if row.indicator == "*":
            continue
        key = period, row.agency, row.indicator
        version, share = office.shares.get(key, (snapshot, row.share))
        version = version if share == row.share else snapshot  # one that waits is of the version before
        office.shares[key] = version, row.share
        people = office.judged(version, row.agency, row.indicator)
        assert len(people) == row.n_people, "the world knows who is counted"
        step = next(one for one in STEPS if not stepped or one * row.n_people >= 5)
        low, high = (row.n_people * (row.share + side * step / 2) for side in (-1, 1))
        weights = {(f"<{e}", values): 1.0 for e, values in people.items()}
        said.append(Figure(weights, 100 * ceil(low - 1e-9), 100 * floor(high + 1e-9), "below", True))
    return said
