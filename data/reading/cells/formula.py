"""Cells of a workbook that are no plain value: a number shown as a percentage, and a formula without a value."""

from dataclasses import dataclass

ERROR, UNCOMPUTED = "error", "uncomputed"


class Percent(float):
    """The number before the sign: 85.49 for a cell that holds 0.8549 and shows 85 %."""

    def __str__(self) -> str:
        return repr(float(self)).removesuffix(".0") + "%"


@dataclass(frozen=True)
class Fault:
    """A formula that has no value: `kind` is ERROR, with what the cell shows ("#N/A"), or UNCOMPUTED, where nobody
    worked it out. `place` is the cell's name on its sheet ("D7")."""

    kind: str
    text: str
    place: str

    def __str__(self) -> str:
        return f"{self.text} ({self.place})" if self.text else self.place
