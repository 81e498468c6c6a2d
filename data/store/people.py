"""Persons: the only module that sees a NIP or a name. Everything else knows a keyed pseudonym."""

import hashlib
import hmac
import json
import os
import secrets
from pathlib import Path

import duckdb

from data.store.engine import first, run

KEY = "key"


def key(home: Path) -> bytes:
    """The secret that pseudonyms are keyed with; it lives beside the store, never in it. Made at first use."""
    path = home / KEY
    if not path.exists():
        # Never over one that is there: under another key every pseudonym in the store would be nobody's.
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(32))
            file.flush()
            os.fsync(file.fileno())
    return path.read_bytes()


def fingerprint(secret: bytes) -> str:
    """What the journal says of a key: enough to recognise it, useless for anything else."""
    return hashlib.sha256(b"cermin key " + secret).hexdigest()


def key_lost(cursor: duckdb.DuckDBPyConnection, home: Path) -> bool:
    """Whether the key of a home is not the one its pseudonyms were made with."""
    began = first(run(cursor, "sql/journal/first.sql"))
    noted = json.loads(began[0])["detail"].get("key") if began else None
    return noted is not None and (not (home / KEY).exists() or fingerprint(key(home)) != noted)


def pseudonym(key: bytes, identity: str) -> int:
    """63 bits of HMAC-SHA256 under the store's key: with 5 million people a collision has odds of one in a million."""
    return int.from_bytes(hmac.digest(key, identity.encode(), hashlib.sha256)[:8], "big") >> 1


def pads(key: bytes) -> dict[str, bytes]:
    """The key as HMAC pads it for its two hashes, `inner` and `outer`: with them the engine works out `pseudonym` of
    everybody a file names."""
    block = key.ljust(hashlib.sha256().block_size, b"\0")
    return {"inner": bytes(byte ^ 0x36 for byte in block), "outer": bytes(byte ^ 0x5C for byte in block)}
