"""A table is the same facts however its rows are dealt to files and in which order these come; a campaign asks it of
300 tables in ten packings."""

from collections import Counter

import pytest

from tests.campaigns import packings
from tests.worlds.layers import some


@pytest.mark.parametrize("seed", some(range(3), quick=1))
def test_what_is_published_is_the_same_in_every_packing(fresh_home, tmp_path, seed):
    assert packings.run(seed, 3, tmp_path, fresh_home) == Counter(right=3)
