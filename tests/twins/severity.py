"""Severity of raters the slow way: groups by walking from rater to rater, whole matrices, nothing sparse."""

import numpy as np


def groups(pairs):
    """rater -> the set of raters that common people connect; raters who share nobody are left out. pairs: (employee,
    rater, value)."""
    by_person = {}
    for employee, rater, _ in pairs:
        by_person.setdefault(employee, set()).add(rater)
    near = {}
    for raters in by_person.values():
        if len(raters) > 1:
            for rater in raters:
                near.setdefault(rater, set()).update(raters)
    connected = {}
    for rater in near:
        reached, new = set(), {rater}
        while new:
            reached |= new
            new = set().union(*(near[other] for other in new)) - reached
        connected[rater] = frozenset(reached)
    return connected


def severities(pairs):
    """rater -> (severity, standard error), points; the components of variance from projections."""
    connected = groups(pairs)
    raters = sorted(connected)
    often = {}
    for employee, _, _ in pairs:
        often[employee] = often.get(employee, 0) + 1
    known = [pair for pair in pairs if often[pair[0]] > 1]
    people = sorted({employee for employee, _, _ in known})
    y = np.array([value for *_, value in known])
    persons = np.array([[float(employee == person) for person in people] for employee, _, _ in known])
    who = np.array([[float(rater == other) for other in raters] for _, rater, _ in known])
    level = np.eye(len(y)) - persons @ np.linalg.pinv(persons)
    both = np.column_stack([persons, who])
    rank = np.linalg.matrix_rank(both)
    left = y - both @ np.linalg.pinv(both) @ y
    noise = float(left @ left) / (len(y) - rank)
    explained = float(y @ level @ y - left @ left)
    between = max(0.0, (explained - noise * (rank - len(people))) / np.trace(who.T @ level @ who))
    if between == 0:
        return dict.fromkeys(raters, (0.0, 0.0))
    open_ = np.linalg.inv(who.T @ level @ who / noise + np.eye(len(raters)) / between)
    value = open_ @ who.T @ level @ y / noise
    told = {}
    for place, rater in enumerate(raters):
        contrast = np.array([float(other == rater) - (other in connected[rater]) / len(connected[rater])
                             for other in raters])  # fmt: skip
        told[rater] = (float(value[place]), float(np.sqrt(max(0.0, contrast @ open_ @ contrast))))
    return told
