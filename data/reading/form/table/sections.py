"""Section rows: a group's name on a row above its members."""

import re
from collections.abc import Sequence

from data.reading.cells.spans import as_text, filled
from data.reading.form.table import records
from data.reading.form.table.layout import Layout
from data.reading.form.table.total_rows import mark
from data.terms.spelling import is_total

LABEL_COLUMNS = 3  # names of groups and totals stand in one of the first columns
_NUMBERING = re.compile(r"[IVXLC]+[.)]?|[A-Za-z][.)]?|\d{1,3}[.)]?")


def there_are(rows: Sequence[Sequence[object]], layout: Layout, leads: list[int]) -> tuple[bool, bool]:
    """Whether rows of one cell are section rows, and whether a blank row ends a section, seen from the first rows.

    They are where the table begins with one, or each but the last stands after a blank row. Where every group stands
    apart, a record after a blank row without a section row belongs to no group.
    """
    if len(layout.keep) < 3:
        return False, False
    after_blank, alone, separate, first, full_after = True, 0, 0, None, 0
    waiting: list[bool] = []
    for row in rows:
        places = filled(row)
        if not places:
            after_blank = True
            continue
        if names_one(row, places, layout, leads):
            waiting.append(after_blank)
            first = True if first is None else first
        else:
            alone, separate = alone + len(waiting), separate + sum(waiting)
            full_after += bool(waiting)
            waiting = []
            if first is None and mark(as_text(row[places[0]])) is None:
                first = False
        after_blank = False
    return full_after > 0 and (bool(first) or separate == alone), separate == alone


def names_one(row: Sequence[object], places: list[int], layout: Layout, leads: list[int]) -> bool:
    """Whether a row may be the name of a section."""
    if records.in_another_dialect(row, leads, layout.width):
        return False
    if len(places) > 2 or places[-1] >= (layout.keep[LABEL_COLUMNS - 1] + 1):
        return False
    texts = [as_text(row[j]) for j in places]
    if len(texts) == 2 and (not _NUMBERING.fullmatch(texts[0]) or texts[0].isdigit()):
        return False
    return len(texts[-1]) > 1 and any(c.isalpha() for c in texts[-1]) and not is_total(texts[-1])
