"""One-time codes: 80 random bits that are read from paper, told once and kept as their hash."""

import hashlib
import re
import secrets

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U: a code is read from paper
_SPELT = str.maketrans({"I": "1", "L": "1", "O": "0"})


def new() -> tuple[str, str]:
    """A code as it is told, and its hash."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(16))
    code = "-".join(letters[start : start + 4] for start in range(0, 16, 4))
    return code, hashed(code)


def hashed(code: str) -> str:
    """The hash of a code, however somebody spelt it."""
    letters = re.sub(r"[^0-9A-Z]", "", code.upper()).translate(_SPELT)
    return hashlib.sha256(f"cermin code {letters}".encode()).hexdigest()
