"""Pseudonyms as the engine works them out are those of the one function that says what a pseudonym is."""

import secrets

import duckdb
import pytest

from data.store import people
from data.store.engine import run


@pytest.mark.parametrize("length", [1, 32, 64])
def test_the_engine_and_the_function_agree(length):
    key = secrets.token_bytes(length)
    identities = [f"19850101201001{number:04}" for number in range(500)] + ["", "Ibu Sri", "Ñandú é", "👩‍⚕️", "x" * 500]
    with duckdb.connect() as engine:
        engine.execute("create table identity as select unnest($1) as identity", [identities])
        found = dict(run(engine, "sql/accept/pseudonym.sql", **people.pads(key)).execute("from pseudonym").fetchall())
    assert found == {one: people.pseudonym(key, one) for one in identities}
