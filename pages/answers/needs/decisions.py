"""What planners decided about needs, and where those needs stand now. For planners."""

import json

import numpy as np
import pandas as pd

from data.batches.decisions import need_subject
from pages.answers.choice import Choice

PUT_OFF = ("defer", "reject")


def decisions(choice: Choice) -> dict[tuple[str, str], tuple[str, str]]:
    """(subject, period) -> (decision, reason)."""
    taken = choice.ask("decisions", region=choice.region)
    return {(row.subject, row.period): (row.decision, row.reason) for row in taken.itertuples()}


def decided(choice: Choice, subjects: list[str], earlier: bool = False) -> pd.DataFrame:
    """One row: one of `subjects` in their order with `decision` and `reason` of the chosen period, or of the newest
    `earlier` period in which anything was decided about it; both empty where nothing was."""
    standing = decisions(choice)
    periods = choice.earlier[::-1] if earlier else (choice.period,)
    nothing = ("", "")
    each = [
        next((standing[(subject, code)] for code in periods if (subject, code) in standing), nothing)
        for subject in subjects
    ]
    return pd.DataFrame(each, columns=["decision", "reason"])


def put_off(choice: Choice) -> set[str]:
    """Subjects deferred or rejected in the chosen period."""
    return {
        subject
        for (subject, period), (decision, _) in decisions(choice).items()
        if period == choice.period and decision in PUT_OFF
    }


def insisted(choice: Choice) -> set[str]:
    """Subjects accepted in the chosen period: a planner insists on them whatever speaks against training."""
    return {
        subject
        for (subject, period), (decision, _) in decisions(choice).items()
        if period == choice.period and decision == "accept"
    }


def standing(needs: pd.DataFrame) -> dict[str, dict[str, float]]:
    """Subject -> where the need stands now, as it is kept with a decision: people below and their mean gap."""
    return {
        need_subject(row.indicator, row.agency): {"people": int(row.people), "gap": round(float(row.mean_gap), 4)}
        for row in needs.itertuples()
    }


def diary(choice: Choice, needs: pd.DataFrame) -> pd.DataFrame:
    """One row: a decision of this region about a need in a period before the chosen one, newest first, with indicator
    and agency; people_then, gap_then and people_now, gap_now are people below standard and their mean gap (NaN: not
    known then, no need now)."""
    taken = choice.ask("decisions", region=choice.region)
    about = taken["period"].isin(set(choice.earlier)) & taken["subject"].str.startswith("need:")
    taken = taken.loc[about].reset_index(drop=True)
    parts = taken["subject"].str.split(":", expand=True).reindex(columns=range(3))
    now = standing(needs)
    kept = {
        "then": [json.loads(detail or "{}") for detail in taken["detail"]],
        "now": [now.get(subject, {}) for subject in taken["subject"]],
    }
    figures = {
        f"{what}_{when}": np.array([each.get(what, np.nan) for each in states], float)
        for when, states in kept.items()
        for what in ("people", "gap")
    }
    return taken.assign(indicator=parts[1], agency=parts[2], **figures)
