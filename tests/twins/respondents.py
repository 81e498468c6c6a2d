"""Respondents' answers as figures, slowly: plain loops over exact fractions."""

from collections import defaultdict
from fractions import Fraction


def folded(answers):
    """(unit, indicator) -> (mean, how many answered) of (unit, indicator, answer or None)."""
    told = defaultdict(list)
    for unit, indicator, answer in answers:
        if answer is not None:
            told[unit, indicator].append(Fraction(str(answer)))
    return {figure: (float(sum(values) / len(values)), len(values)) for figure, values in told.items()}
