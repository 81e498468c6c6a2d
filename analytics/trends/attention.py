"""Whom to praise, whom to help, whom to ask: the agencies a leader may act on for sure.

Three questions are put about every agency: does its series go one way, did its people move since the period before,
does it stand apart from its region? All of a region are one family of false discoveries, so that a region in which
nothing is true names nobody, but for one in twenty. Who passes is praised or helped where every source says the same
and no change of raters explains it; where something else would explain it, that is what to ask about.
"""

import numpy as np
import pandas as pd

from analytics.change.paired import MOST_FRESH
from analytics.comparison.shrink import add_shrunk
from analytics.statistics.ends import ends_of, of_difference
from analytics.statistics.tails import normal_quantile, t_both_sides
from analytics.verdicts import DOWN, LEAST_COVERAGE, MOVES, UP, benjamini_hochberg, outwards

MOST = 3
LEAST_TOLD = 0.5
"""Of what is said of an agency each source must tell at least this share, and this much of its way must have come while
its raters stayed."""
RATERS = ("one_rater", "raters_changed", "assumed")
"""Why a change or a place may be due to who rates; other caps say that it is not sure in itself."""
KINDS = ("trend", "change", "place")
"""The strongest ground first: a series of years, the same people twice, one period."""


def ways(series: pd.DataFrame, by: str = "agency", last: int | None = None) -> pd.DataFrame:
    """One row: one group's way through its newest segment, or through its `last` periods.

    series: a frame of `segments.with_segments` with se. Gives `by`, first, last (periods), score_first, score_last, way
    (points, between rounded scores), way_low, way_high (95 %, of the two means apart), shrunk_low, shrunk_high (the
    same of the scores shrunken to their region, NaN under five groups), n_periods and scores (tuple, oldest first).
    """
    drawn = pd.concat([add_shrunk(here) for _, here in series.groupby("period")], ignore_index=True)
    drawn = drawn[drawn["score"].notna() & drawn["coverage"].fillna(1.0).ge(LEAST_COVERAGE)].sort_values([by, "seq"])
    drawn = drawn[drawn["segment"].eq(drawn.groupby(by)["segment"].transform("max"))]
    groups = drawn.groupby(by)
    drawn = drawn if last is None else groups.tail(last)
    groups = drawn.groupby(by)
    ends = groups.agg(first=("period", "first"), last=("period", "last"), n_periods=("period", "size"))
    begin, end = (groups.nth(place).set_index(by).reindex(ends.index) for place in (0, -1))
    z = normal_quantile(0.975)
    way = (end["score"].round(1) - begin["score"].round(1)).round(1)
    half, shrunk = z * np.hypot(begin["se"], end["se"]), end["eb"] - begin["eb"]
    shrunk_half = z * np.hypot(begin["eb_se"], end["eb_se"])
    below, above = of_difference(ends_of(end), ends_of(begin))
    return ends.assign(
        score_first=begin["score"], score_last=end["score"], way=way, way_low=way - half - below,
        way_high=way + half + above, shrunk_low=shrunk - shrunk_half - below,
        shrunk_high=shrunk + shrunk_half + above, scores=groups["score"].agg(tuple),
    ).reset_index()  # fmt: skip


def certain(moves: pd.DataFrame, places: pd.DataFrame, way: pd.DataFrame, pair: pd.DataFrame) -> pd.DataFrame:
    """One row: one agency and one kind (`trend`, `change`, `place`) that holds against everything asked of its region.

    Nobody is certain here of whom other pages say less: moves have a verdict, places lie outside the 99.8 % limits.
    moves: rows of `verdicts.judge`, trends and changes of the same people. places: the frame of `add_funnel`, of one
    period. way, pair: `ways` of the newest segments and of the last two periods. Gives agency, kind, side (1 up or
    above, -1 down or below), p, estimate, low, high (points: the whole way, the change, or the distance from the
    region), verdict and cap (of RATERS, or None).
    """
    asked = pd.concat([_moves(moves, way, pair), _places(places)], ignore_index=True)
    asked["low"], asked["high"] = outwards(asked["low"], asked["high"])  # what the screen shows has to say it, too
    passes = benjamini_hochberg(asked["p"].to_numpy(float))
    ends = asked[["low", "high", "shrunk_low", "shrunk_high"]].astype(float)
    holds = ends.mul(asked["side"], axis=0).gt(0).all(axis=1)
    known = asked["cap"].isna() | asked["cap"].isin(RATERS)
    columns = ["agency", "kind", "side", "p", "estimate", "low", "high", "verdict", "cap"]
    return asked.loc[passes & holds & known & asked["told"], columns].reset_index(drop=True)


def attention(
    found: pd.DataFrame, told: pd.DataFrame, steps: pd.DataFrame, year_ago: pd.DataFrame, most: int = MOST
) -> pd.DataFrame:
    """At most `most` rows each of group `praise`, `help` and `ask`, the strongest ground first; an agency stands once.

    found: rows of `certain`. told: agency, kind, source, points: what each source with weight says of the claim. steps:
    agency, change (points from one period to the next), fresh (share of people under a new rater, NaN where no rater is
    named), of whole segments: what is said of the same people knows its raters itself. year_ago: agency and verdict as
    judged a year before: who moved then as now has been seen for a year, and is no news. Gives the columns of `found`,
    group and why (None; `sources`: they do not say the same; `raters_changed`, `one_rater`, `assumed`: the raters may
    be all there is to it).
    """
    past = dict(zip(year_ago["agency"], year_ago["verdict"], strict=True))
    seen = [
        row.kind != "place" and past.get(row.agency) == (UP if row.side > 0 else DOWN) for row in found.itertuples()
    ]
    fresh = found[~np.array(seen, dtype=bool)]
    why = [_why(row, told, steps) for row in fresh.itertuples()]
    group = [
        "ask" if reason else "praise" if side > 0 else "help" for reason, side in zip(why, fresh["side"], strict=True)
    ]
    named = fresh.assign(why=pd.Series(why, index=fresh.index, dtype=object), group=group)
    named = named.assign(open=named["why"].notna(), ground=named["kind"].map(KINDS.index).astype(int))
    named = named.sort_values(["open", "ground", "p", "agency"]).drop_duplicates("agency")
    return named.groupby("group").head(most).drop(columns=["open", "ground"]).reset_index(drop=True)


def _moves(moves: pd.DataFrame, way: pd.DataFrame, pair: pd.DataFrame) -> pd.DataFrame:
    tested = moves[moves["in_family"].astype(bool) & moves["reason"].isna()]
    rows = tested.assign(
        kind=tested["metric"].map({"trend": "trend", "same_people": "change"}), cap=tested["cap_reason"]
    )
    rows = rows[["agency", "kind", "p", "verdict", "cap", "estimate", "low_shown", "high_shown"]]
    spans = pd.concat([way.assign(kind="trend"), pair.assign(kind="change")])
    rows = rows.merge(spans, on=["agency", "kind"]).assign(told=lambda both: both["verdict"].isin(MOVES))
    # Who is held back by the family of one question alone is judged by the larger family here.
    rows["cap"] = rows["cap"].astype(object).where(rows["cap"] != "family", None)
    of_years = rows["kind"] == "trend"
    points = {"estimate": ("way", "estimate"), "low": ("way_low", "low_shown"), "high": ("way_high", "high_shown")}
    rows = rows.assign(**{name: rows[long].where(of_years, rows[short]) for name, (long, short) in points.items()})
    return rows.assign(side=np.sign(rows["estimate"].astype(float)))[_COLUMNS]


_COLUMNS = [
    *("agency", "kind", "side", "p", "estimate", "low", "high", "verdict", "cap", "told", "shrunk_low", "shrunk_high")
]


def _places(funnel: pd.DataFrame) -> pd.DataFrame:
    here = add_shrunk(funnel)
    here = here[here["funnel"].ne("none") & here["coverage"].fillna(1.0).ge(LEAST_COVERAGE)]
    apart = here["score"].astype(float).round(1) - here["centre"].round(1)
    reach = np.sqrt(here["se"] ** 2 + here["tau2_funnel"])
    below, above = of_difference(ends_of(here), ends_of(here, "_centre"))
    gap = (here["score"] - here["centre"]).astype(float)
    nearest = np.clip(0.0, gap - below, gap + above)
    p = t_both_sides((nearest / reach).to_numpy(float), here["df"].to_numpy(float))
    return here.assign(
        kind="place", side=np.sign(apart), p=p, estimate=apart, low=here["low"] - here["centre"] - below,
        high=here["high"] - here["centre"] + above, verdict=None, cap=here["cap_reason"],
        told=here["funnel"].isin(["above998", "below998"]), shrunk_low=here["eb_low"] - here["centre"] - below,
        shrunk_high=here["eb_high"] - here["centre"] + above,
    )[_COLUMNS]  # fmt: skip


def _why(row, told: pd.DataFrame, steps: pd.DataFrame) -> str | None:
    """What else would explain a certain row, or None."""
    if row.cap in RATERS:
        return row.cap
    own = steps[steps["agency"] == row.agency]
    least = LEAST_TOLD * abs(row.estimate)
    if row.kind == "trend" and own.loc[own["fresh"].le(MOST_FRESH), "change"].sum() * row.side < least:
        return "assumed" if own["fresh"].isna().all() else "raters_changed"
    said = told.loc[(told["agency"] == row.agency) & (told["kind"] == row.kind), "points"]
    return "sources" if (said * row.side < least).any() else None
