"""Whether a word about somebody on a list of staff says that the person works there still, or does no more."""

import re

from data.terms import spelling as texts

_LEFT = re.compile(
    r"(?:pensiun|purna(?: ?tugas| ?bakti)?|meninggal|wafat|almarhum(?:ah)?|pindah(?! (?:masuk|dari))|mutasi keluar|"
    r"cltn|cuti di ?luar|diberhentikan|pemberhentian|berhenti|mengundurkan diri|resign|keluar|non ?aktif|tidak aktif|"
    r"inactive|retired|deceased)\b"
)
_STAYS = re.compile(
    r"(?:(?:pns |masih )?aktif|active|bekerja|tugas belajar|cuti(?! di ?luar)|dpk|diperbantukan|"
    r"(?:pindah|mutasi) masuk|pindah dari)\b"
)


def works(cell: object) -> bool | None:
    """True and False as the cell says; None where it says nothing of it."""
    word = texts.key(str(cell))
    return False if _LEFT.match(word) else True if _STAYS.match(word) else None
