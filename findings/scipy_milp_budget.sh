#!/usr/bin/env bash
# scipy 1.17.1 milp (HiGHS): whole numbers only, "optimal", gap 0 - and one rupiah over the budget.
#
# Three courses at whole prices, whole numbers of batches, a whole budget one rupiah short of a plan that would cost
# 26,492,439. All data are integers, so a guess from memory is that the answer, rounded to the integers it stands for,
# keeps the limit. It does not: an integer may be off by the tolerance of 1e-6 (0.9999993 batches), and that times a
# price of seven digits is more than a rupiah. Nothing in the answer tells it from one that keeps the limit.
#
# Seen: status 0, mip_gap 0.0, x [3, 1, 1] after rounding, spent 26492439 of 26492438.
# What helps: prices divided by what they share, and every answer counted again in whole money.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check numpy==2.4.6 scipy==1.17.1
venv/bin/python - <<'PY'
import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

price, budget = np.array([4_785_509, 5_094_572, 7_041_340]), 26_492_438
plan = milp(
    -price.astype(float),
    integrality=np.ones(3),
    bounds=Bounds(0, 5),
    constraints=LinearConstraint(price.astype(float), -np.inf, budget),
)
batches = np.round(plan.x).astype(int)
spent = int(price @ batches)
print(plan.status, plan.mip_gap, plan.x.tolist(), batches.tolist(), f"spent {spent} of {budget}")
assert (plan.status, plan.mip_gap) == (0, 0.0), "changed"
assert spent == budget + 1, "changed"
PY
echo "as described"
