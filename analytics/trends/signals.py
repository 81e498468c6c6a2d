"""What changed since the last period: the few things a leader should look at first."""

import pandas as pd

from analytics.verdicts import DOWN, MOVES, UP

MOST = 5
_COLUMNS = [
    "kind",
    "verdict",
    "place",
    "estimate",
    "low",
    "high",
    "p",
    "n_people",
    "n_raters",
    "n_periods",
    "coverage",
    "cap_reason",
]


def new_signals(
    changes: pd.DataFrame,
    trends: pd.DataFrame,
    trends_before: pd.DataFrame,
    funnel: pd.DataFrame,
    funnel_before: pd.DataFrame,
    by: str = "agency",
    most: int = MOST,
) -> pd.DataFrame:
    """At most `most` rows, strongest first, one per group and indicator; empty when nothing is new.

    changes: judged changes of the last two periods. trends, trends_before: judged trends with and without the last
    period; a trend is news only where its verdict was another. funnel, funnel_before: frames of `add_funnel` of the
    last two periods; a place outside the 99.8 % limits is news where the group was not there before. Composites count
    from `likely`, single indicators only when sure: of a dozen indicators one is likely to look changed by chance.
    Gives `by`, indicator, source, kind (`change`, `trend`, `place`), verdict (None for a place), place (`above998`,
    `below998` or None), estimate, low, high (for a place: points from the region's centre), p, n_people, n_raters,
    n_periods, coverage, cap_reason.
    """
    signals = pd.concat(
        [
            _moves(changes, "change"),
            _moves(_unlike_before(trends, trends_before, by, "verdict"), "trend"),
            _places(_unlike_before(funnel, funnel_before, by, "funnel")),
        ]
    )
    signals = signals.reindex(columns=[by, "indicator", "source", *_COLUMNS])
    sure = signals["verdict"].isin([UP, DOWN]) | signals["kind"].eq("place")
    signals = signals[sure | signals["indicator"].eq("*")].assign(sure=sure)
    signals = signals.sort_values(["sure", "p", by, "indicator"], ascending=[False, True, True, True], kind="stable")
    return signals.drop_duplicates([by, "indicator"]).head(most).drop(columns="sure").reset_index(drop=True)


def _unlike_before(now: pd.DataFrame, before: pd.DataFrame, by: str, what: str) -> pd.DataFrame:
    """The rows of `now` whose `what` differs from the same row of `before`, or that have none before."""
    keys = [by, *(key for key in ("region", "indicator", "source", "cadence") if key in now and key in before)]
    if before.empty:
        return now
    past = now[keys].merge(before[[*keys, what]], on=keys, how="left", validate="one_to_one")[what]
    return now[now[what].to_numpy() != past.to_numpy()]


def _moves(judged: pd.DataFrame, kind: str) -> pd.DataFrame:
    if judged.empty:
        return pd.DataFrame()
    filled = {"indicator": "*", "source": "all"}
    judged = judged.assign(**{key: code for key, code in filled.items() if key not in judged})
    moved = judged[judged["verdict"].isin(MOVES)]
    return moved.assign(kind=kind, place=None, low=moved["low_shown"], high=moved["high_shown"])


def _places(funnel: pd.DataFrame) -> pd.DataFrame:
    if funnel.empty:
        return pd.DataFrame()
    filled = {"indicator": "*", "source": "all"}
    funnel = funnel.assign(**{key: code for key, code in filled.items() if key not in funnel})
    out = funnel[funnel["funnel"].isin(["above998", "below998"])]
    return out.assign(
        kind="place",
        verdict=None,
        place=out["funnel"],
        estimate=out["score"].round(1) - out["centre"].round(1),
        low=out["low"] - out["centre"],
        high=out["high"] - out["centre"],
        p=0.002,  # what a place outside the 99.8 % limits means; kept coarse on purpose
        n_periods=1,
    )
