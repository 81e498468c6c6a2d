"""Looking at many cells at once says what looking at them one by one says, or nothing."""

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from data.reading.cells import nip, uniform
from data.terms import spelling

_WORDS = st.sampled_from(
    ["Siti", "A.", "Rata", "rata-rata", "JUMLAH", "jum'lah", "Total", "ﬁ", "é", "'", "-", "average"]
)
_CELLS = st.lists(
    st.one_of(st.text(max_size=12), st.lists(_WORDS, max_size=4).map(" ".join), st.integers(), st.none()), max_size=8
)
_CLEAN = st.lists(
    st.lists(st.sampled_from(["Ani", "S.Pd.", "Budi,"]), min_size=1, max_size=3).map(" ".join), max_size=8
)


@given(_CELLS | _CLEAN)
@example(["a\nb"])
@example([" a", "b"])
@example(["a", "b "])
@example(["x" * (spelling.LONGEST + 1)])
@settings(max_examples=500)
def test_plain_text_is_left_as_it_is(cells):
    one_by_one = all(isinstance(cell, str) and spelling.canonical(cell) == (cell, None) for cell in cells)
    if uniform.plain_text(cells):
        assert one_by_one
    elif one_by_one:
        assert not "".join(cells).isascii()


def test_what_files_hold_is_seen_as_plain():
    assert uniform.plain_text(["Ani S.Pd.", "Budi", ""]) and uniform.plain_text([])
    assert uniform.no_totals(["Ani S.Pd.", "Budi", ""]) and uniform.no_totals(["Ma'ruf"])
    assert not uniform.no_totals(["Budi", "JUM'LAH"]) and not uniform.no_totals(["Budi", "Total"])


@given(_CELLS)
@settings(max_examples=500)
def test_where_no_total_is_seen_there_is_none(cells):
    if uniform.no_totals(cells):
        assert not any(spelling.is_total(cell) for cell in cells)


_DIGITS = st.text("0123456789", min_size=17, max_size=19)
_BORN = st.integers(1895, 2012).map(str)
_DATE = st.tuples(st.integers(0, 13), st.integers(0, 32)).map(lambda date: f"{date[0]:02}{date[1]:02}")
_SINCE = st.tuples(st.integers(1960, 2030), st.integers(0, 30)).map(lambda date: f"{date[0]:04}{date[1]:02}")
_LAST = st.sampled_from(["1001", "2001", "1000", "2345", "3001"])
_NIPS = st.tuples(_BORN, _DATE, _SINCE, _LAST).map("".join)
_TYPES = st.sampled_from([None, "PNS", "PPPK", "PPPK-PW"])


@given(st.lists(st.tuples(_NIPS | _DIGITS | st.text(max_size=18) | st.none() | st.floats(), _TYPES), max_size=12))
@example([("198502292010011001", "PNS")])
@example([("198402292010011001", "PNS")])
@example([("190002292019011001", None), ("１９８４02292010011001", None)])
@settings(max_examples=1_000)
def test_a_nip_that_is_surely_one_is_read_as_it_stands(pairs):
    sure = nip.surely([cell for cell, _ in pairs], [kind for _, kind in pairs])
    for (cell, kind), certain in zip(pairs, sure, strict=True):
        assert certain == (nip.read(cell, kind) == (cell, None))


@given(st.lists(_DIGITS | st.text(max_size=18) | st.none() | st.integers(), max_size=12))
def test_digits_are_those_of_the_cells_that_are_digits(cells):
    places, digits = uniform.digits(cells, 18)
    wanted = [
        at for at, cell in enumerate(cells)
        if isinstance(cell, str) and len(cell) == 18 and cell.isascii() and cell.isdigit()
    ]  # fmt: skip
    assert places.tolist() == wanted
    assert ["".join(map(str, row)) for row in np.asarray(digits).tolist()] == [cells[at] for at in wanted]
