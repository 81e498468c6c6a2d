"""False alarms and coverage of the leaders' statistics, on regions whose truth is known.

    nice -n 15 python -m tests.campaigns.calibration_leaders --seeds 500

Prints one line per figure: what, design, measured, required. Exit code 1 when a requirement is missed.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator

import numpy as np
import pandas as pd
from scipy import stats

from analytics.change.paired import paired_changes, same_people
from analytics.comparison.funnel import add_funnel
from analytics.comparison.intervals import add_intervals
from analytics.trends.attention import certain, ways
from analytics.trends.signals import new_signals
from analytics.trends.trends import trends
from analytics.verdicts import MOVES, judge
from tests.worlds import components, null_regions, overlaps

DESIGNS = [("independent", 0.0, 8), ("raters of 4", 0.5, 4), ("raters of 8", 0.5, 8), ("raters of 15", 0.5, 15)]
SMALL = (12, 15, 20, 26)
"""A region of a few dozen staff: one kecamatan office and its kelurahan."""

Figure = tuple[str, str, float, float, float]
"""What, design, measured, least allowed, most allowed."""


def regions(seeds: int, stream: int, sizes, share: float, load: int) -> pd.DataFrame:
    """Intervals of one made-up region per seed, without differences between its agencies."""
    people, found = null_regions.teams(sizes, load), []
    for seed in range(seeds):
        ratings = null_regions.rated(people, np.random.default_rng([stream, seed]), share)
        frames = (null_regions.scores(ratings), components.spread(ratings), components.rater_load(ratings))
        found.append([frame.assign(region=str(seed)) for frame in frames])
    return add_intervals(*(pd.concat(frames, ignore_index=True) for frames in zip(*found, strict=True)))


def comparison(seeds: int) -> Iterator[Figure]:
    for name, share, load in DESIGNS:
        intervals = regions(seeds, 1, null_regions.SIZES, share, load)
        found = pd.concat(add_funnel(rows) for _, rows in intervals.groupby("region"))
        hit = (found["low"] <= 70) & (found["high"] >= 70)
        yield "funnel alarms 99.8 %", name, found["funnel"].str.endswith("998").mean(), 0, 0.004
        yield "funnel alarms 95 %", name, (~found["funnel"].eq("inside")).mean(), 0, 0.06
        yield "interval coverage n >= 20", name, hit[found["n_people"] >= 20].mean(), 0.93, 0.97
        yield "interval coverage n 5-19", name, hit[found["n_people"] < 20].mean(), 0.90, 1
        apart, naive = (found["score"] - 70).abs(), 10 / np.sqrt(found["n_people"].astype(float))
        yield "naive coverage (for comparison)", name, (apart < 1.96 * naive).mean(), 0, 1
        yield "naive alarms 99.8 % (for comparison)", name, (apart > 3.09 * naive).mean(), 0, 1
        small = regions(seeds, 2, SMALL, share, load)
        hit = (small["low"] <= 70) & (small["high"] >= 70)
        yield "interval coverage, small region", name, hit.mean(), 0.90, 1


def changes(seeds: int) -> Iterator[Figure]:
    """Two periods without true change, with few, some and many people under a new rater."""
    for name, share, load in DESIGNS:
        people = null_regions.teams(null_regions.SIZES, load)
        for fresh in (0.0, 0.15, 0.6):
            judged = judge(_changes(people, seeds, 3, share, fresh))
            design = f"{name}, {fresh:.0%} new raters"
            found = judged["low"].gt(0) | judged["high"].lt(0)
            yield "two-period intervals off 0", design, found.mean(), 0, 0.055
            yield "two-period verdicts naik/turun nyata", design, judged["verdict"].isin(["up", "down"]).mean(), 0, 0.05
            yield "two-period verdicts of change, any", design, judged["verdict"].isin(MOVES).mean(), 0, 0.05


def _changes(people: pd.DataFrame, seeds: int, stream: int, share: float, fresh: float, **how) -> pd.DataFrame:
    """Paired changes of one made-up region per seed."""
    found = []
    for seed in range(seeds):
        pairs = null_regions.two_periods(people, np.random.default_rng([stream, seed]), share, fresh=fresh, **how)
        later = pairs.rename(columns={"rater_now": "rater", "now": "value"})
        frames = (*_pair_frames(pairs), components.spread(later), components.rater_load(later))
        found.append([frame.assign(region=str(seed)) for frame in frames])
    return paired_changes(*(pd.concat(frames, ignore_index=True) for frames in zip(*found, strict=True)))


def _pair_frames(pairs: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    sums = pairs.groupby("agency").agg(
        n_people=("now", "size"), total_now=("now", "sum"), total_before=("before", "sum")
    )
    stayers = same_people(sums.reset_index().assign(part="stay"))
    return stayers, components.pair_spread(pairs), components.pair_load(pairs)


def overlapping(seeds: int) -> Iterator[Figure]:
    """Changes without sums of stayers, of whom 5 and 20 % left and as many came: none true, and +3 points in some."""
    noise = 2 * np.sqrt(0.05 * 0.95 / (seeds * len(null_regions.SIZES)))
    for name, share, load in DESIGNS:
        people = null_regions.teams(null_regions.SIZES, load)
        for turnover in (0.05, 0.2):
            found = judge(_turned(people, seeds, share, turnover))
            design = f"{name}, {turnover:.0%} turnover"
            yield "overlap intervals off 0", design, (found["low"].gt(0) | found["high"].lt(0)).mean(), 0, 0.05 + noise
            yield "overlap verdicts naik/turun nyata", design, found["verdict"].isin(["up", "down"]).mean(), 0, 0.05
            yield "overlap told", design, found["in_family"].astype(bool).mean(), 0.95, 1
    for size in (25, 50, 100):
        sizes = [size if place % 4 == 0 else other for place, other in enumerate(null_regions.SIZES)]
        moved = [f"A{place:02d}" for place in range(0, len(sizes), 8)]
        truth = pd.Series(0.0, [f"A{place:02d}" for place in range(len(sizes))])
        truth[moved] = 3.0
        found = _turned(null_regions.teams(sizes, 8), seeds, 0.0, 0.05, truth)
        seen = found[found["agency"].isin(moved)]["low"].gt(0).mean()
        ceiling = stats.norm.cdf(3 / np.sqrt((2 * 100 - 2 * 60 * 0.95) / size) - 1.96)
        yield f"true +3 outside the interval, n = {size} (ceiling {ceiling:.2f})", "5% turnover", seen, ceiling - 0.1, 1


def _turned(people, seeds: int, share: float, turnover: float, change=None) -> pd.DataFrame:
    found = []
    for seed in range(seeds):
        rng = np.random.default_rng([8, seed])
        pairs = null_regions.two_periods(people, rng, share, lasting=0.6, rater_lasting=0.8, change=change)
        found.append(overlaps.changes(*null_regions.turned(pairs, rng, turnover)).assign(region=str(seed)))
    return pd.concat(found, ignore_index=True)


def power(seeds: int) -> Iterator[Figure]:
    """A true change of 5 points in every fourth agency of at least 50 people: does a verdict say so (likely or sure)?

    The ceiling is what a test with the true variances known would reach. Where raters drift by themselves it is low:
    then no honest method sees 5 points in 50 people.
    """
    names = [f"A{number:02d}" for number, size in enumerate(null_regions.SIZES) if size >= 50][::4]
    truth = pd.Series(0.0, [f"A{number:02d}" for number in range(len(null_regions.SIZES))])
    truth[names] = 5.0
    for name, share, load in DESIGNS:
        people = null_regions.teams(null_regions.SIZES, load)
        for lasting in (0.5, 0.8, 1.0):
            found = judge(_changes(people, seeds, 4, share, 0.0, change=truth, lasting=0.5, rater_lasting=lasting))
            seen = found["verdict"].isin(["up", "likely_up"]).groupby(found["agency"]).mean()
            for agency in names:
                n = null_regions.SIZES[int(agency[1:])]
                squares = (people[people["agency"] == agency].groupby("rater").size() ** 2).sum()
                se = np.sqrt(100 * (1 - share) / n + 200 * share * (1 - lasting) * squares / n**2)
                ceiling = stats.norm.cdf(5 / se - 1.96)
                design = f"{name}, raters {lasting:.0%} lasting"
                yield (
                    f"true +5 seen, n = {n} (ceiling {ceiling:.2f})",
                    design,
                    seen[agency],
                    min(0.8, ceiling - 0.07),
                    1,
                )


def trend_families(seeds: int) -> Iterator[Figure]:
    """Families of 30 agencies, 8 or 12 periods, noise of 2 points, without any trend."""
    for rho in (0.0, 0.4, 0.7):
        for count, periods in ((30, 5), (30, 7), (30, 8), (30, 12), (8, 8), (4, 8)):
            rngs = (np.random.default_rng([5, seed]) for seed in range(seeds))
            frames = [noise(rng, count, periods, rho).assign(region=str(seed)) for seed, rng in enumerate(rngs)]
            found = judge(trends(pd.concat(frames, ignore_index=True)))
            false = found["verdict"].isin(["up", "down"]).groupby(found["region"]).any()
            likely, withheld = found["verdict"].isin(MOVES), found["cap"].notna().groupby(found["region"]).any()
            design = f"lag 1 {rho}, {count} agencies x {periods}"
            yield "families with a false nyata", design, float(np.mean(false)), 0, 0.05
            yield (
                "agencies with a false nyata/kemungkinan",
                design,
                float(np.mean(likely)),
                0,
                0.05 if rho == 0 else 0.2,
            )
            yield "families withheld", design, float(np.mean(withheld)), 0, 1


def noise(rng: np.random.Generator, agencies: int, periods: int, rho: float, sd: float = 2.0) -> pd.DataFrame:
    """A frame as `segments.with_segments` gives it: agencies around 70, each an AR(1) series without trend."""
    y = np.empty((agencies, periods))
    y[:, 0] = rng.normal(0, sd, agencies)
    for t in range(1, periods):
        y[:, t] = rho * y[:, t - 1] + rng.normal(0, sd * np.sqrt(1 - rho**2), agencies)
    agency, seq = np.divmod(np.arange(agencies * periods), periods)
    period = [f"{2015 + t // 2}-S{t % 2 + 1}" for t in seq]
    return pd.DataFrame(
        {"region": "X", "agency": agency, "period": period, "seq": seq, "cadence": "semester", "score": 70 + y.ravel(),
         "n_people": 50, "coverage": 1.0, "segment": 0}
    )  # fmt: skip


def signals(seeds: int) -> Iterator[Figure]:
    """Home over twelve periods without any change; the signals of the last ten counted, without the cap of 5."""
    for name, share, load in DESIGNS[::2]:
        counts, shown, kinds = [], [], Counter()
        for seed in range(seeds):
            rng = np.random.default_rng([6, seed])
            people = null_regions.teams(null_regions.SIZES, load)
            found = [frame for _, frame in home(null_regions.history(people, rng, share, 12), first=2)]
            counts.append(sum(map(len, found)) / len(null_regions.SIZES))
            shown.append(np.mean([min(5, len(frame)) for frame in found]))
            kinds.update(pd.concat([frame["kind"] for frame in found]).tolist())
        yield "signals per agency and 10 periods", name, float(np.mean(counts)), 0, 2
        yield "signals shown per period (at most 5)", name, float(np.mean(shown)), 0, 5
        for kind, count in sorted(kinds.items()):
            yield f"  of these: {kind}", name, count / seeds / len(null_regions.SIZES), 0, 2


def attention(seeds: int) -> Iterator[Figure]:
    """Whom home would praise, help or ask about in a region in which nothing is true, after 3, 8 and 12 periods. One
    source and the same raters throughout: nothing but the family, the shrinkage and the ranges keeps a name away."""
    for name, share, load in DESIGNS:
        people = null_regions.teams(null_regions.SIZES, load)
        for periods in (3, 8, 12):
            rngs = (np.random.default_rng([8, periods, seed]) for seed in range(seeds))
            found = [certain_in(null_regions.history(people, rng, share, periods)) for rng in rngs]
            yield (
                f"regions that name anybody, {periods} periods",
                name,
                float(np.mean([len(f) > 0 for f in found])),
                0,
                0.05,
            )


def certain_in(history: list[pd.DataFrame]) -> pd.DataFrame:
    """Who is certain in the last period of a region, as home puts it together."""
    scored = []
    for seq, ratings in enumerate(history):
        spread, loads = components.spread(ratings), components.rater_load(ratings)
        now = add_intervals(null_regions.scores(ratings), spread, loads)
        period = f"{2015 + seq // 2}-S{seq % 2 + 1}"
        scored.append(now.assign(region="X", seq=seq, period=period, cadence="semester", segment=0))
    series = pd.concat(scored, ignore_index=True)
    before, now = history[-2], history[-1]
    pairs = pd.DataFrame(
        {"agency": now["agency"], "rater_now": now["rater"], "rater_before": before["rater"], "now": now["value"],
         "before": before["value"]}
    )  # fmt: skip
    moves = [judge(trends(series)), judge(_paired(pairs, components.spread(now), components.rater_load(now)))]
    return certain(pd.concat(moves, ignore_index=True), add_funnel(scored[-1]), ways(series), ways(series, last=2))


def _paired(pairs: pd.DataFrame, spread: pd.DataFrame, loads: pd.DataFrame) -> pd.DataFrame:
    return paired_changes(*_pair_frames(pairs), spread, loads).assign(region="X")


def home(history: list[pd.DataFrame], first: int) -> Iterator[tuple[pd.DataFrame, pd.DataFrame]]:
    """(judged trends and changes, signals) of each period from number `first`, as the pages put them together."""
    scored, trend_before, funnel_before = [], pd.DataFrame(), pd.DataFrame()
    for seq, ratings in enumerate(history):
        spread, loads = components.spread(ratings), components.rater_load(ratings)
        now = add_intervals(null_regions.scores(ratings), spread, loads)
        now = now.assign(region="X", seq=seq, period=f"{2015 + seq // 2}-S{seq % 2 + 1}", cadence="semester", segment=0)
        scored.append(now)
        funnel = add_funnel(now)
        trend = trends(pd.concat(scored, ignore_index=True))
        if seq >= first:
            pairs = pd.DataFrame(
                {"agency": ratings["agency"], "rater_now": ratings["rater"], "rater_before": ratings["rater"],
                 "now": ratings["value"], "before": history[seq - 1]["value"]}
            )  # fmt: skip
            judged = judge(pd.concat([trend, _paired(pairs, spread, loads)], ignore_index=True))
            moved, trend = judged[judged["metric"] == "same_people"], judged[judged["metric"] == "trend"]
            yield judged, new_signals(moved, trend, trend_before, funnel, funnel_before, most=10**6)
        else:
            trend = judge(trend)
        trend_before, funnel_before = trend, funnel


def planted(seeds: int) -> Iterator[Figure]:
    """Two of thirty agencies rise 3 points a semester for 8 semesters, two rise 1.5; the others nothing."""
    slope = pd.Series(0.0, [f"A{number:02d}" for number in range(len(null_regions.SIZES))])
    slope[["A15", "A25"]], slope[["A12", "A22"]] = 3.0, 1.5
    for name, share, load in DESIGNS:
        people = null_regions.teams(null_regions.SIZES, load)
        said = []
        for seed in range(seeds):
            rng = np.random.default_rng([7, seed])
            history = null_regions.history(people, rng, share, 8, lasting=0.8, slope=slope)
            judged = list(home(history, first=7))[-1][0]
            said.append(judged[judged["metric"] == "trend"].set_index("agency")["verdict"])
        said = pd.DataFrame(said)
        strong, weak = said[["A15", "A25"]], said[["A12", "A22"]]
        luck = said.drop(columns=["A15", "A25", "A12", "A22"]).isin(["up", "down"])
        false = luck.sum(axis=1) / np.maximum(said.isin(["up", "down"]).sum(axis=1), 1)
        yield "planted +3 a semester: nyata", name, strong.eq("up").mean().mean(), 0.9, 1
        yield (
            "planted +3 a semester: nyata or kemungkinan",
            name,
            strong.isin(["up", "likely_up"]).mean().mean(),
            0.95,
            1,
        )
        yield "planted +1.5 a semester: any", name, weak.isin(["up", "likely_up"]).mean().mean(), 0, 1
        yield "share of nyata that is luck", name, false.mean(), 0, 0.05
        yield "luck only agencies said nyata", name, luck.mean().mean(), 0, 0.01


PARTS = {
    "comparison": comparison,
    "changes": changes,
    "overlap": overlapping,
    "power": power,
    "trends": trend_families,
    "signals": signals,
    "attention": attention,
    "planted": planted,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=50)
    parser.add_argument("--part", choices=sorted(PARTS), action="append")
    chosen = parser.parse_args()
    missed = 0
    for part in chosen.part or PARTS:
        for what, design, measured, least, most in PARTS[part](chosen.seeds):
            good = least <= measured <= most
            missed += not good
            print(
                f"{what:45} {design:32} {measured:8.4f}  [{least:g}, {most:g}] {'' if good else 'MISSED'}", flush=True
            )
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
