"""What an attacker can work out who knows everything but the scores: linear algebra over every figure ever released."""

from collections import defaultdict

import numpy as np


def recovered(equations, twos=False):
    """People (alone or in twos) about whom some combination of the equations speaks without speaking of anybody else.

    A vector of the row space that lives on the unknowns of a set of people exists exactly when the largest singular
    value of the row space's orthonormal basis, cut to those unknowns, is 1. equations: dicts unknown -> coefficient.
    """
    names = sorted({name for equation in equations for name in equation})
    place = {name: number for number, name in enumerate(names)}
    matrix = np.zeros((len(equations), len(names)))
    for number, equation in enumerate(equations):
        for name, weight in equation.items():
            matrix[number, place[name]] = weight
    _, size, basis = np.linalg.svd(matrix, full_matrices=False)
    basis = basis[size > 1e-9 * size.max()]
    mine = defaultdict(list)
    for name in names:
        mine[name[0]].append(place[name])
    people = sorted(mine)
    sets = [(one,) for one in people] + [(a, b) for a in people for b in people if twos and a < b]
    return [group for group in sets if known(basis[:, [c for one in group for c in mine[one]]])]


def known(part):
    return np.linalg.eigvalsh(part.T @ part)[-1] > 1 - 1e-9
