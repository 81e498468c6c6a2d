"""What a fresh installation knows, without a store."""

import pandas as pd

from data.catalog import Known, table_rows
from data.reference_files import load_checked
from data.reference_tables import TABLES


def tables() -> dict[str, pd.DataFrame]:
    """Every shipped reference table."""
    rows = load_checked().rows
    return {name: table_rows(name, rows[rows["table_name"] == name]) for name in TABLES}


def known() -> Known:
    """What the file reader knows of them."""
    return Known.from_tables(tables().__getitem__, {})
