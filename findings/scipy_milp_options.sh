#!/usr/bin/env bash
# scipy 1.17.1 milp: the limit of nodes is gone from the caller's dictionary after the first call.
#
# One dictionary of options for a search in several rounds is natural, and a guess from memory is that a function of
# scipy leaves its arguments alone. milp takes `node_limit` out of it: the second round runs without a limit and says
# nothing. The other options stay, so looking at the dictionary once is not enough to see it.
#
# Seen: {'node_limit': 1, 'mip_rel_gap': 0.0, 'presolve': True} is {'mip_rel_gap': 0.0, 'presolve': True} afterwards.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check numpy==2.4.6 scipy==1.17.1
venv/bin/python - <<'PY'
from scipy.optimize import Bounds, milp

options = {"node_limit": 1, "mip_rel_gap": 0.0, "presolve": True}
milp([-1.0, -1.0], integrality=[1, 1], bounds=Bounds(0, 3), options=options)
print(options)
assert options == {"mip_rel_gap": 0.0, "presolve": True}, "changed"
PY
echo "as described"
