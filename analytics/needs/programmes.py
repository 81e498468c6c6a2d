"""The catalogue made ready for planning, how well programmes match the needs, and what neither side covers."""

import numpy as np
import pandas as pd

from analytics.plan.value import EXPECTED_EFFECT

HOURS_A_DAY = 9.0  # JP of a full course day (BPSDM Kaltim: 27 JP in 3 days)
NOT_AWAY = ("online", "workplace")  # modes during which a unit keeps its people
NO_ROOM = ("online", "workplace", "field")
MENTORED = ("workplace",)  # each batch takes the time of one experienced colleague
LEAST_SHARE = 0.5  # of the places of a classroom batch that must be taken for it to run
MILLION = 1e6


def prepare(catalogue: pd.DataFrame, travel: float, allowance: float) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The programmes as `analytics.plan.case` wants them, and those left out: `programme, reason`.

    catalogue: the reference table `programmes` (`code, sectors, positions, mode, jp_min, jp_max, price_min, price_max`
    in million rupiah, `capacity, structural, note`; codes joined with `|`). The dearer price and shorter duration
    are taken: a plan shall not fall short of money, nor promise hours that may not come. `travel` is rupiah per seat,
    `allowance` rupiah per day, both only where people are away. Prices of a seat are whole rupiah, so that every total
    is the sum of what it is made of, to the rupiah. `effect` is the prior; what was seen of it
    takes its place. `estimated` marks prices the BKD has not replaced.
    """
    rows, left = [], []
    for row in catalogue.sort_values("code").itertuples():
        if pd.isna(row.jp_min) or pd.isna(row.price_max) or pd.isna(row.capacity):
            left.append(
                (row.code, "hours" if pd.isna(row.jp_min) else "price" if pd.isna(row.price_max) else "capacity")
            )
            continue
        away = row.mode not in NOT_AWAY
        days = np.ceil(row.jp_min / HOURS_A_DAY)
        room = row.mode not in NO_ROOM
        rows.append(
            (
                row.code, float(row.jp_min), _whole(float(row.price_max) * MILLION), _whole(travel) if away else 0.0,
                _whole(allowance * days) if away else 0.0, 0.0, int(row.capacity),
                int(np.ceil(LEAST_SHARE * row.capacity)) if room else 0, int(room), int(room),
                int(row.mode in MENTORED), not away,
                bool(row.structural), _codes(row.sectors),
                _codes(row.positions),
                EXPECTED_EFFECT, "perkiraan" in str(row.note),
            )
        )  # fmt: skip
    columns = ["programme", "hours", "course", "travel", "allowance", "batch_cost", "capacity", "min_seats",
               "rooms", "trainers", "mentors", "remote", "structural", "sectors", "positions", "effect",
               "estimated"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns), pd.DataFrame(left, columns=["programme", "reason"])


def _whole(rupiah: float) -> float:
    return float(np.floor(rupiah + 0.5))


def _codes(joined: object) -> tuple[str, ...]:
    """Codes joined with `|`; empty, None and NaN are no restriction."""
    return tuple(joined.split("|")) if isinstance(joined, str) and joined else ()


def matches(
    gaps: pd.DataFrame,
    persons: pd.DataFrame,
    programmes: pd.DataFrame,
    links: pd.DataFrame,
    by: tuple[str, ...] = (),
) -> pd.DataFrame:
    """One row = one programme that is not structural, best first: `programme, people` it could help, `closed` (need it
    would close if all of them came: strength x effect x need), `per_seat`, and its top three indicators `first, second,
    third` with what each adds (`first_closed` ...). by: columns of gaps that name its parts, each with rows of its own,
    in their order."""
    open_gaps = _fitting(gaps, persons, programmes, links, by)
    keys = [*by, "programme"]
    each = open_gaps.groupby(list(dict.fromkeys([*keys, "indicator"])), as_index=False)["closed"].sum()
    each = each.sort_values("closed", ascending=False, kind="stable").set_index(keys, drop=False)
    places = each.groupby(level=keys).cumcount()
    table = open_gaps.groupby(keys).agg(people=("employee", "nunique"), closed=("closed", "sum"))
    table["per_seat"] = table["closed"] / table["people"]
    for place, name in enumerate(("first", "second", "third")):
        own = each[places == place]
        table[name] = own["indicator"].astype(object)
        table[f"{name}_closed"] = own["closed"]
        table = table.fillna({name: "", f"{name}_closed": 0.0})
    table = table.reset_index()
    order = [*by, "closed", "programme"]
    return table.sort_values(order, ascending=[name != "closed" for name in order], ignore_index=True)


def _fitting(
    gaps: pd.DataFrame, persons: pd.DataFrame, programmes: pd.DataFrame, links: pd.DataFrame, by: tuple[str, ...]
) -> pd.DataFrame:
    """One row = one open gap of a person and a programme that works on it and takes people of their post: `by`,
    employee, indicator, programme, `closed`."""
    posts = persons[["employee", "sector", "position"]].assign(post=_kinds(persons[["sector", "position"]]))
    kinds = posts.drop_duplicates("post")[["post", "sector", "position"]]
    offers = kinds.merge(programmes.loc[~programmes["structural"], ["programme", "sectors", "positions"]], how="cross")
    # Asked once for each kind of post: there are some hundred of those, and a row for each person and link.
    fits = [
        (not row.sectors or row.sector in row.sectors) and (not row.positions or row.position in row.positions)
        for row in offers.itertuples()
    ]
    offers = offers.loc[fits, ["post", "programme"]].merge(links, on="programme")
    offers = offers.merge(programmes[["programme", "effect"]], on="programme")
    columns = list(dict.fromkeys([*by, "employee", "indicator", "need"]))
    open_gaps = gaps.loc[gaps["need"] > 0, columns].merge(posts[["employee", "post"]], on="employee")
    open_gaps = open_gaps.merge(offers, on=["post", "indicator"])
    return open_gaps.assign(closed=open_gaps["need"] * open_gaps["strength"] * open_gaps["effect"])


def _kinds(posts: pd.DataFrame) -> pd.Series:
    """A number for each sector and position: one column joins faster than two texts."""
    return posts.groupby(list(posts), dropna=False).ngroup()


def best(matched: pd.DataFrame, programmes: pd.DataFrame, by: tuple[str, ...]) -> pd.DataFrame:
    """One row = one part (`by`) of `matches` with its first `programme`, how many `people` it could help, and `cost`,
    the rupiah of a seat for each of them."""
    first = matched.drop_duplicates([*by])[[*by, "programme", "people"]]
    seat = programmes.set_index("programme")[["course", "travel", "allowance"]].sum(axis=1)
    return first.assign(cost=first["programme"].map(seat).astype(float) * first["people"]).reset_index(drop=True)


def uncovered(gaps: pd.DataFrame, programmes: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """One row = one indicator with a need that no programme but structural ones works on: `indicator, people, need`."""
    usable = links.loc[links["programme"].isin(programmes.loc[~programmes["structural"], "programme"]), "indicator"]
    bare = gaps.loc[(gaps["need"] > 0) & ~gaps["indicator"].isin(usable)]
    table = bare.groupby("indicator", as_index=False).agg(people=("employee", "nunique"), need=("need", "sum"))
    return table.sort_values("need", ascending=False, ignore_index=True)


def unused(gaps: pd.DataFrame, programmes: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """One row = one programme without a link (`why` 'no link') or whose indicators nobody needs ('no need')."""
    open_links = links.loc[links["indicator"].isin(gaps.loc[gaps["need"] > 0, "indicator"]), "programme"]
    rows = programmes.loc[~programmes["structural"] & ~programmes["programme"].isin(open_links), ["programme"]].copy()
    rows["why"] = np.where(rows["programme"].isin(links["programme"]), "no need", "no link")
    return rows.sort_values("programme", ignore_index=True)
