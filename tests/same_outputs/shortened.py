"""What stands for a text too long to keep."""

import hashlib

LONGEST = 400_000  # characters


def digest(text: str) -> str:
    """16 hex digits that change with the text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def shortened(text: str) -> str:
    """The text, or its beginning and a number that changes with the rest."""
    if len(text) <= LONGEST:
        return text
    return f"{text[:LONGEST]}\n... {len(text)} characters, {digest(text)}\n"
