"""The planner's sums in a process of their own, so that every other visit stays quick: `python -m pages.ui.plan.child`.

Reads one pickled `analytics.plan.steps.Question` from standard input and writes each (step, answer) as it is found.
"""

import os
import pickle
import sys

from analytics.plan.steps import answers


def main() -> None:
    """Answer one question. Whatever a library prints goes to standard error, so that answers stay whole."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    for pair in answers(pickle.load(sys.stdin.buffer)):
        pickle.dump(pair, out)
        out.flush()


if __name__ == "__main__":
    main()
