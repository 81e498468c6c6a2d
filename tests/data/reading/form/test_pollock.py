"""Polluted CSVs after a published benchmark: none is read wrong in silence, and the whole ones are read right."""

import pytest

from tests.campaigns.pollock import outcome
from tests.worlds import pollock
from tests.worlds.layers import some

PUBLISHED = list(pollock.published())
MORE = list(pollock.more())
READ_RIGHT = {"line ends", "blank lines", "size", "lines around"}


def test_the_list_is_whole():
    assert len(PUBLISHED) == 2_290
    assert len({polluted.name for polluted in (*PUBLISHED, *MORE)}) == len(PUBLISHED) + len(MORE)


@pytest.mark.parametrize("polluted", some([*PUBLISHED, *MORE], quick=120), ids=lambda polluted: polluted.name)
def test_nothing_is_read_wrong_in_silence(polluted, tmp_path):
    judged = outcome(polluted, tmp_path)
    assert judged != "wrong"
    assert judged == "right" or polluted.family not in READ_RIGHT


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("source", "right"),
        ("row_more_sep_row40_col3", "refused"),  # its last cell is empty, and the one too many is beyond it
        ("row_more_sep_row40_col8", "right"),  # longer at its end alone: nothing stands elsewhere
        ("row_less_sep_row0_col1", "said"),  # the headings are one short of all rows
        ("row_less_sep_row1_col6", "refused"),  # before a quoted text with one comma: as many cells as headings
        ("row_field_delimiter_1_0x20", "refused"),  # the first record, which is no name of a group
        ("row_field_delimiter_83_0x20", "refused"),  # the last, which is no footnote
        ("row_field_delimiter_1_0x3B", "refused"),
        ("file_multitable_same", "refused"),  # rows under a second heading
        ("tables_apart_same", "refused"),
        ("quote_less_first_row1_col7", "refused"),
        ("quote_less_both_row2_col5", "refused"),
        ("quote_less_both_row1_col7", "right"),
        ("file_header_multirow_3", "right"),
        ("file_preamble", "right"),
        ("file_no_header", "refused"),
        ("file_record_delimiter_0xD", "right"),
    ],
)
def test_kinds_of_faults(name, expected, tmp_path):
    polluted = next(polluted for polluted in (*PUBLISHED, *MORE) if polluted.name == name)
    assert outcome(polluted, tmp_path) == expected
