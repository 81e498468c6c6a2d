"""What is asked: the checked filters, and the reader that answers named queries for whoever asks."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar

import pandas as pd

from data.terms.problems import Problem, Refused
from pages.answers import reference

Value = TypeVar("Value")
FILTERS = ("sector", "agency", "position", "indicator", "source")


class Reader(Protocol):
    """Answers named queries, and remembers what was worked out from them, as far as whoever asks may see it."""

    def ask(self, name: str, **parameters: object) -> pd.DataFrame:
        """The frame of a named query; parameters left out are no filter."""

    def remember(self, name: str, key: str, make: Callable[[], Value]) -> Value:
        """What `make` gives, anything that can be pickled: worked out once per name, key and state of the store; a copy
        of the caller's own."""

    def keep(self, name: str, key: str, make: Callable[[], Value]) -> Value:
        """The same for what stands on nothing but what its key says, as a release does: an upload changes none of it,
        and it is not worked out anew."""

    def frozen(self, role: str, choice: "Choice", key: str, make: Callable[[], Value]) -> Value:
        """What was frozen under `key` with the release `choice` is of, for readers of at least `role`; what `make`
        gives where nothing fitting was."""


@dataclass(frozen=True)
class Choice:
    """The checked filters. None means no filter; `periods` are all published periods of the region in the cadence of
    `period`, oldest first."""

    region: str
    region_name: str
    period: str
    periods: tuple[str, ...]
    demo: bool
    reader: Reader = field(repr=False, compare=False)
    labels: dict[str, str] = field(default_factory=dict)  # parameter -> what its chosen value is called
    sector: str | None = None
    agency: str | None = None
    position: str | None = None
    indicator: str | None = None
    source: str | None = None

    def ask(self, name: str, **parameters: object) -> pd.DataFrame:
        """The frame of a named query, as the reader of this choice may see it."""
        return self.reader.ask(name, **parameters)

    def query(self, *leave_out: str, periods: bool = False) -> dict[str, object]:
        """Parameters for the leader queries that share the usual filters; `periods`: the whole history.

        `leave_out` names parameters (sectors, agencies, positions, indicator, source) to keep unfiltered.
        """
        given = {
            "region": self.region,
            "periods": list(self.periods) if periods else [self.period],
            "sectors": [self.sector] if self.sector else None,
            "agencies": [self.agency] if self.agency else None,
            "positions": [self.position] if self.position else None,
            "indicator": self.indicator,
            "source": self.source,
        }
        return {name: None if name in leave_out else value for name, value in given.items()}

    @property
    def codes(self) -> tuple:
        """Every code chosen, in a fixed order: two choices with the same codes ask the same."""
        return (
            self.region, self.period, self.periods, self.demo, self.sector, self.agency, self.position, self.indicator,
            self.source,
        )  # fmt: skip

    @property
    def earlier(self) -> tuple[str, ...]:
        """The published periods before the chosen one, oldest first."""
        return self.periods[: self.periods.index(self.period)]

    @property
    def previous(self) -> str | None:
        """The published period before the chosen one."""
        return self.earlier[-1] if self.earlier else None

    def whole(self, period: str | None = None) -> "Choice":
        """Without what narrows it to a part of the region, in another period where one is given; the source stays."""
        bare = replace(self, labels={}, sector=None, agency=None, position=None, indicator=None)
        return replace(bare, period=period) if period else bare

    def until_chosen(self) -> "Choice":
        """As if nothing newer than the chosen period were published, so that no line runs past what the stamp says."""
        return replace(self, periods=(*self.earlier, self.period))


def series(here: pd.DataFrame, period: str) -> tuple[str, ...]:
    """The periods in the cadence of `period`, oldest first. here: rows of `published` of one region."""
    cadence = here.loc[here["period"] == period, "cadence"].iloc[0]
    return tuple(here[here["cadence"] == cadence].sort_values("seq")["period"])


def choose(reader: Reader, region: str, period: str, **codes: str | None) -> Choice:
    """The choice of a published period and of filters (sector, agency, position, indicator, source), as the filter bar
    would make it. Refused where the region, the period or a code is not known."""
    published = reader.ask("published")
    published = published[~published["withdrawn"]]
    here = published[published["region"] == region]
    if period not in set(here["period"]):
        known = here["period"] if len(here) else published["region"].drop_duplicates()
        place = f"{region} {period}" if len(here) else region
        raise Refused([Problem("not_published", found=place, expected=", ".join(known) or "-")])
    name = here["region_name"].fillna(region).iloc[0]
    demo = bool(here.loc[here["period"] == period, "demo"].any())
    choice = Choice(region, name, period, series(here, period), demo, reader)
    given = {field: code for field, code in codes.items() if code is not None}
    if problems := [
        Problem("filter_unknown", column=field, found=code, expected=", ".join(known) or "-")
        for field, code in given.items()
        if code not in (known := _codes(choice, field))
    ]:
        raise Refused(problems)
    return replace(choice, **given)


_TABLES = {"sector": "sectors", "position": "positions", "indicator": "indicators", "source": "sources"}


def _codes(choice: Choice, field: str) -> list[str]:
    if field == "agency":
        scores = choice.ask("agency_scores", region=choice.region, periods=list(choice.periods))
        return sorted(set(scores["agency"]) - set(reference.renamed(choice.ask, choice.region)))
    return reference.codes(choice.ask, _TABLES[field])


def regardless_of(*filters: str) -> Callable[[Callable[..., Value]], Callable[..., Value]]:
    """Ask `function(choice, *plain values)` as if none of these filters were set: what it answers is the same under
    each, and is worked out once for all of them."""

    def blank(function: Callable[..., Value]) -> Callable[..., Value]:
        def answer(choice: Choice, *values: object) -> Value:
            return function(replace(choice, **dict.fromkeys(filters)), *values)

        answer.__doc__ = function.__doc__
        return answer

    return blank


def remembered(function: Callable[..., Value]) -> Callable[..., Value]:
    """Have the reader of a choice remember the answer of `function(choice, *plain values)`."""
    name = f"{function.__module__}.{function.__qualname__}"

    def answer(choice: Choice, *values: object) -> Value:
        return choice.reader.remember(name, repr((choice.codes, values)), lambda: function(choice, *values))

    answer.__doc__ = function.__doc__
    return answer


def frozen(role: str, newest: bool = False) -> Callable[[Callable[..., Value]], Callable[..., Value]]:
    """Have the answer of `function(choice, *plain values)` for the whole region frozen with the release, for readers of
    at least `role`. Under filters it is worked out when it is asked for, and remembered.

    A frozen answer is made as if nothing newer were published, so that a later release leaves it as it is. newest: what
    runs over all periods is asked so of the newest alone; of an older one what is newer belongs to it.
    """

    def freezing(function: Callable[..., Value]) -> Callable[..., Value]:
        name = f"{function.__module__}.{function.__qualname__}"

        def answer(choice: Choice, *values: object) -> Value:
            reader = choice.reader
            narrowed = any(getattr(choice, name) for name in FILTERS)
            if narrowed or (newest and choice.period != choice.periods[-1]):
                return reader.remember(name, repr((choice.codes, values)), lambda: function(choice, *values))
            until = choice.whole().until_chosen()
            key = repr((until.codes, values))
            kept = f"{name} {key}"
            return reader.remember(
                name, key, lambda: reader.frozen(role, until, kept, lambda: function(until, *values))
            )

        answer.__doc__ = function.__doc__
        return answer

    return freezing
