"""Characters nobody meant to type: those that cannot be seen, and full-width forms of digits and signs."""

import unicodedata

_FULL_WIDTH = {0xFF10 + n: str(n) for n in range(10)} | {0xFF0C: ",", 0xFF0D: "-", 0xFF0E: ".", 0xFF05: "%"}


def plain(text: str) -> str:
    """A text without characters that cannot be seen, full-width digits and their signs as ASCII.

    Nothing else is folded: a raised digit is a footnote's mark, digits of other scripts may not be meant as these.
    """
    if text.isascii():
        return text
    return "".join(char for char in text.translate(_FULL_WIDTH) if not _unseen(char))


def named(text: str) -> str:
    """A text as a message shows it, with characters that cannot be seen by their number: `8[U+200B]x`."""
    if text.isascii():
        return text
    return "".join(f"[U+{ord(char):04X}]" if _unseen(char) else char for char in text)


def _unseen(char: str) -> bool:
    return unicodedata.category(char) == "Cf"
