"""Scores of persons as publishing makes them for its pooled figures, in plain loops: the twin of `person.sql`.

For worlds whose agencies are groups of their own. Rows, blocks, cells and figures are those of `tests.twins.publish`.
"""

from collections import Counter

from tests.twins.publish import person_values


def scores(rows, members, home, cell, figure, weights, sources):
    """(employee, indicator or '*') -> score of everybody who is seated. `weights`: (position, indicator) -> weight."""
    value = person_values(rows)
    sources = {source: weight for source, weight in sources.items() if weight > 0}
    positions = [Counter(home[employee][2] for employee in block) for block in members]
    usual = _usual(cell, figure, positions)
    indicators = sorted({indicator for _, indicator, _ in usual})
    found = {}
    for b, block in enumerate(members):
        for employee in block:
            agency, _, position = home[employee]
            combined = {}
            for indicator in indicators:
                parts = []
                for source, weight in sources.items():
                    if (None, indicator, source) not in usual:
                        continue
                    anchor = usual.get((position, indicator, source))
                    if anchor is None:
                        anchor = _mixed(usual, positions[b], indicator, source)
                    own = value.get((employee, indicator, source))
                    told = figure.get((agency, indicator, source), (None, None))[1]
                    parts.append((weight, source, anchor, own if own is not None else told))
                if parts:
                    combined[indicator] = _combined(parts)
            found |= {(employee, i): score for i, (score, _, counts) in combined.items() if counts}
            whole = _composite(combined, position, weights)
            if whole is not None:
                found[employee, "*"] = whole
    return found


def _usual(cell, figure, positions):
    """(position or None, indicator, source) -> the region's mean; of a position only from blocks that hold no other."""
    sums, counts = Counter(), Counter()
    for (b, indicator, source), (n, _, total) in cell.items():
        keys = [(None, indicator, source)]
        if len(positions[b]) == 1:
            keys.append((next(iter(positions[b])), indicator, source))
        for key in keys:
            sums[key] += total
            counts[key] += n
    for (_, indicator, source), (n, average) in figure.items():
        sums[None, indicator, source] += average * (n or 1)
        counts[None, indicator, source] += n or 1
    return {key: sums[key] / counts[key] for key in sums}


def _mixed(usual, held, indicator, source):
    """What stands in for a block that holds several positions."""
    general = usual[None, indicator, source]
    return sum(n * usual.get((position, indicator, source), general) for position, n in held.items()) / sum(
        held.values()
    )


def _combined(parts):
    """(score, what it would be with nothing seen, whether it counts) of one person and indicator."""
    bottom = sum(weight for weight, *_ in parts)
    seen = sum(weight for weight, _, _, known in parts if known is not None)
    superior = any(source == "superior" and known is not None for _, source, _, known in parts)
    score = sum(weight * (anchor if known is None else known) for weight, _, anchor, known in parts) / bottom
    return score, sum(weight * anchor for weight, _, anchor, _ in parts) / bottom, superior or seen / bottom >= 0.5


def _composite(combined, position, weights):
    mine = {i: weights[position, i] for i in combined if weights.get((position, i), 0) > 0}
    whole = sum(mine.values())
    if not whole or sum(weight for i, weight in mine.items() if combined[i][2]) < 0.6 * whole:
        return None
    return sum(weight * combined[i][0 if combined[i][2] else 1] for i, weight in mine.items()) / whole
