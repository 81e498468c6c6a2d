"""The tables of the method page: the reference rows that make the figures of a period."""

from datetime import date

import pandas as pd

from pages.ui.page import address, cached
from pages.ui.page.names import names, rows, valid, weighted_indicators
from pages.ui.words import formats, language, t
from pages.ui.words.glossary import terms


def period(today: date) -> str:
    """The period whose rules are shown: the one the reader looks at, else the newest published, else this month."""
    published = cached.ask("published")
    published = published[~published["withdrawn"]].sort_values(["starts", "cadence"])["period"]
    if address.get("periode") in set(published):
        return address.get("periode")
    return f"{today:%Y-%m}" if published.empty else published.iloc[-1]


def sources(period: str) -> pd.DataFrame:
    """One row: one rater source, its weight as a share, and the raters it needs before it is shown."""
    kinds = valid("sources", period)
    weight = pd.to_numeric(kinds["weight"])
    return kinds.assign(
        source_name=kinds["code"].map(names("sources")),
        weight_words=[formats.percent(share) if share else t("method.beside") for share in weight],
        least=pd.to_numeric(kinds["min_raters"]),
        order=-weight,
    ).sort_values("order", kind="stable")


def weights(period: str) -> tuple[pd.DataFrame, dict[str, str]]:
    """One row: one indicator, one column per position with its weight (percent); and the positions' names."""
    return _by_position("weights", "weight", period)


def standards(period: str) -> tuple[pd.DataFrame, dict[str, str]]:
    """One row: one indicator, one column per position with the score it should reach."""
    return _by_position("standards", "standard", period)


def _by_position(table: str, value: str, period: str) -> tuple[pd.DataFrame, dict[str, str]]:
    current = valid(table, period)
    numbers = current.assign(number=pd.to_numeric(current[value]))
    wide = numbers.pivot(index="indicator", columns="position", values="number")
    called = {code: name for code, name in weighted_indicators().items() if code in wide.index}
    positions = {code: name for code, name in names("positions").items() if code in wide.columns}
    wide = wide.reindex(index=list(called), columns=list(positions)).reset_index()
    return wide.assign(indicator_name=wide["indicator"].map(called)), positions


def definitions() -> pd.DataFrame:
    """One row: one indicator with weight and what is rated by it."""
    indicators = rows("indicators").set_index("code")
    called = weighted_indicators()
    texts = [indicators.loc[code, f"definition_{language()}"] for code in called]
    return pd.DataFrame({"indicator_name": list(called.values()), "definition": texts}, dtype=object)


def verdicts() -> pd.DataFrame:
    """One row: one of the fixed verdicts and when it is said."""
    codes = ("up", "down", "likely_up", "likely_down", "uncertain", "insufficient")
    meanings = {
        "verdict_words": [t(f"verdict.{code}") for code in codes],
        "meaning": [t(f"verdict_meaning.{code}") for code in codes],
    }
    return pd.DataFrame(meanings, dtype=object)


def glossary() -> pd.DataFrame:
    """One row: one term, in the order of the alphabet."""
    return pd.DataFrame(terms().items(), columns=["term", "meaning"], dtype=object)
