"""Everything a user gets out of Cermin, written down as text, so that two versions can be compared.

`python -m tests.same_outputs record DIR [--tree CHECKOUT]` and `python -m tests.same_outputs compare DIR DIR`. It knows
the product by its outer faces only (command line, `dashboard.py`, downloads), so it outlives any change behind them.
"""
