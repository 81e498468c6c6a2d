"""Making the next item beside the use of the one before."""

import threading

import pytest

from data.reading.form.prefetch import ahead


def test_the_same_items_in_order_one_waiting():
    made = []

    def items():
        for number in range(50):
            made.append(number)
            yield number

    for place, number in enumerate(ahead(items())):
        assert number == place
        assert len(made) <= place + 2


def test_the_next_item_is_made_while_this_one_is_used():
    used, made = threading.Event(), threading.Event()

    def items():
        yield "one"
        assert used.wait(10)  # only while the first is in use
        made.set()
        yield "two"

    found = []
    for item in ahead(items()):
        if item == "one":
            used.set()
            assert made.wait(10)
        found.append(item)
    assert found == ["one", "two"]


def test_what_making_raises_is_raised_in_its_place():
    def items():
        yield 1
        raise OSError("disk")

    found = []
    with pytest.raises(OSError, match="disk"):
        for item in ahead(items()):
            found.append(item)
    assert found == [1]


def test_closed_early_nothing_goes_on():
    made = []
    items = ahead(made.append(number) or number for number in range(1000))
    assert next(items) == 0
    items.close()
    count = len(made)
    assert count <= 2
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("ahead")]
    assert list(items) == [] and len(made) == count
