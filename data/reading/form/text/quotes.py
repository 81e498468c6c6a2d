"""Quotes in unquoted cells: inches and quoted words stay as they are, what a lost quote or separator leaves does not.

Where the separator before a quoted cell is lost (`Sepatu"Kuat, ringan",5`), or one of its quotes, the separators inside
the text cut the record, and it may come out with the right number of cells and the wrong ones.
"""

import re

_INCH = re.compile(r'(?<=\d)"(?!\w)')
_QUOTED = re.compile(r'"(?:[^"]|"")*"')


def stray(record: str, delimiter: str) -> bool:
    """Whether an unquoted cell of a record that the csv module could cut holds a quote that belongs elsewhere."""
    at = 0
    while at < len(record):
        if record[at] == '"' and (cell := _QUOTED.match(record, at)):
            at = cell.end() + 1
            continue
        end = record.find(delimiter, at)
        end = len(record) if end < 0 else end
        if _misplaced(record[at:end]):
            return True
        at = end + 1
    return False


def _misplaced(cell: str) -> bool:
    """A doubled quote, or an odd one that stands for no inches; not in a formula of one text, `="1980..."`."""
    if cell.startswith('="') and cell.endswith('"') and len(cell) > 2:
        return '"' in cell[2:-1].replace('""', "")
    return '"' in cell and ('""' in cell or len(_INCH.findall(cell)) % 2 != cell.count('"') % 2)
