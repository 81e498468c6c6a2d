"""What a fresh installation knows, without a store."""

import pandas as pd

from data.catalog.catalog import Known, table_rows
from data.catalog.declaration import TABLES
from data.catalog.files import load_checked


def tables() -> dict[str, pd.DataFrame]:
    """Every shipped reference table."""
    rows = load_checked().rows
    return {name: table_rows(name, rows[rows["table_name"] == name]) for name in TABLES}


def known() -> Known:
    """What the file reader knows of them."""
    return Known.from_tables(tables().__getitem__, {})
