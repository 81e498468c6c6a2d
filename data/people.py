"""Persons: the only module that sees a NIP or a name. Everything else knows a keyed pseudonym."""

import hashlib
import hmac

import duckdb
import pandas as pd

from data.store import run


def pseudonym(key: bytes, identity: str) -> int:
    """63 bits of HMAC-SHA256 under the store's key: with 5 million people a collision has odds of one in a million."""
    return int.from_bytes(hmac.digest(key, identity.encode(), hashlib.sha256)[:8], "big") >> 1


def pseudonyms(key: bytes, identities: pd.Series) -> pd.DataFrame:
    """One row per distinct identity: `identity`, `pseudonym`."""
    distinct = sorted(set(identities.dropna()))
    return pd.DataFrame({"identity": distinct, "pseudonym": [pseudonym(key, one) for one in distinct]}).astype(
        {"identity": "str", "pseudonym": "int64"}
    )


def remember(cursor: duckdb.DuckDBPyConnection, batch_id: int) -> None:
    """Add the people of the staged rows who are new; a person's row is written once."""
    run(cursor, "sql/accept/person.sql", batch_id=batch_id)
