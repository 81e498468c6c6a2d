"""What the planner reads and hands in: the plan by batch, person and agency, its money, hours and guesses."""

import pandas as pd

from analytics.plan.limits import PPPK_TYPES, Limits, floor_seats
from analytics.plan.make import Plan

MONEY = ["course", "travel", "allowance"]


def totals(plan: Plan, gaps: pd.DataFrame, programmes: pd.DataFrame) -> dict[str, float]:
    """The figures above the plan. Money in rupiah; shares of 1; gaps with `need, confirmed, estimated`.

    `guessed_cost`: share of the cost resting on prices the BKD has not replaced; `guessed_need`: share of the need
    resting on standards nobody has set; `provisional_need`: share not confirmed by two periods or two sources.
    """
    parts = plan.seats[MONEY].sum()
    batches = float(plan.batches["batch_cost"].sum())
    cost = float(parts.sum()) + batches
    estimated = plan.seats.merge(programmes[["programme", "estimated"]], on="programme")
    guessed = float(estimated.loc[estimated["estimated"], MONEY].to_numpy().sum())
    need = float(gaps["need"].sum())

    def share(part: float, whole: float) -> float:
        return part / whole if whole > 0 else 0.0

    return {
        "cost": cost, **{name: float(parts[name]) for name in MONEY}, "batch_cost": batches,
        "seats": len(plan.seats), "people": plan.seats["employee"].nunique(),
        "batches": int(plan.batches["batches"].sum()),
        "need": need, "closed": plan.closed, "share_closed": share(plan.closed, need),
        "guessed_cost": share(guessed, cost),
        "guessed_need": share(float(gaps.loc[gaps["estimated"].astype(bool), "need"].sum()), need),
        "provisional_need": share(float(gaps.loc[~gaps["confirmed"].astype(bool), "need"].sum()), need),
    }  # fmt: skip


def by_agency(plan: Plan, persons: pd.DataFrame, gaps: pd.DataFrame, limits: Limits) -> pd.DataFrame:
    """One row = one agency: `people` on the roster, `below` standard, `need`, `closed`, `share_closed`, `seats`,
    `seats_pns`, `seats_pppk`, `floor` (least seats), `cost`. Agencies without a need are listed with zeros (AKPK)."""
    home = persons[["employee", "agency"]]
    needs = gaps.loc[gaps["need"] > 0, ["employee", "need"]].merge(home, on="employee")
    seats = plan.seats.assign(
        cost=plan.seats[MONEY].sum(axis=1), pppk=plan.seats["employee_type"].isin(PPPK_TYPES).astype(int), seats=1
    )
    table = pd.DataFrame({"people": persons.groupby("agency").size()})
    table["below"] = needs.groupby("agency")["employee"].nunique()
    table["need"] = needs.groupby("agency")["need"].sum()
    table = table.join(seats.groupby("agency")[["closed", "seats", "pppk", "cost"]].sum()).fillna(0.0)
    table["share_closed"] = (table["closed"] / table["need"].where(table["need"] > 0)).fillna(0.0)
    table["seats_pppk"], table["seats_pns"] = table["pppk"], table["seats"] - table["pppk"]
    waived = table.index.isin(limits.floor_waived)
    table["floor"] = [
        0 if out else floor_seats(int(n), limits.floor) for n, out in zip(table["below"], waived, strict=True)
    ]
    whole = ["below", "seats", "seats_pns", "seats_pppk", "floor"]
    table[whole] = table[whole].astype(int)
    columns = ["people", "below", "need", "closed", "share_closed", "seats", "seats_pns", "seats_pppk", "floor", "cost"]
    return table[columns].reset_index()


def against_need(agencies: pd.DataFrame) -> pd.DataFrame:
    """`by_agency` of the agencies with a need, the largest first, with their shares of the need and of the seats they
    have together in % (need_share, seat_share)."""
    table = agencies.loc[agencies["need"] > 0]
    table = table.sort_values(["need", "agency"], ascending=[False, True], ignore_index=True)
    need, seats = table["need"].sum(), max(1, table["seats"].sum())
    return table.assign(need_share=100 * table["need"] / need, seat_share=100 * table["seats"] / seats)


def hours(plan: Plan, persons: pd.DataFrame, programmes: pd.DataFrame, limits: Limits) -> pd.DataFrame:
    """One row = one person of the roster: `done`, `planned`, `total` JP; `short` of a PNS to 20 JP, and `price` in
    rupiah of those hours at the cheapest programme per JP open to the person (mentoring apart, which money does not
    buy); `left` of a PPPK to 24 JP."""
    planned = plan.seats.groupby("employee")["hours"].sum().rename("planned")
    table = persons.join(planned, on="employee")
    table["planned"] = table["planned"].fillna(0.0)
    table = table.rename(columns={"hours_done": "done"})
    table["total"] = table["done"] + table["planned"]
    pppk = table["employee_type"].isin(PPPK_TYPES)
    table["short"] = (limits.pns_hours - table["total"]).clip(lower=0).where(~pppk, 0.0)
    table["left"] = (limits.pppk_hours - table["total"]).where(pppk)
    offers = programmes.loc[~programmes["structural"] & (programmes["mentors"] == 0)].assign(
        rate=lambda p: p[MONEY].sum(axis=1) / p["hours"]
    )
    posts = table[["sector", "position"]].drop_duplicates()
    posts["rate"] = [
        min(
            (
                offer.rate
                for offer in offers.itertuples()
                if (not offer.sectors or sector in offer.sectors)
                and (not offer.positions or position in offer.positions)
            ),
            default=float("nan"),
        )
        for sector, position in posts.itertuples(index=False)
    ]  # fmt: skip
    table = table.merge(posts, on=["sector", "position"], how="left")
    table["price"] = table["short"] * table["rate"]
    return table[["employee", "agency", "employee_type", "done", "planned", "total", "short", "price", "left"]]


def calendar(plan: Plan) -> pd.DataFrame:
    """One row = one programme and month: `batches, seats, places, pns, pppk`, its money in parts and `cost`."""
    seats = plan.seats.assign(pppk=plan.seats["employee_type"].isin(PPPK_TYPES).astype(int))
    sums = seats.groupby(["programme", "month"], as_index=False)[["pppk", *MONEY]].sum()
    table = plan.batches.merge(sums, on=["programme", "month"], how="left", validate="1:1")
    table["pns"] = table["seats"] - table["pppk"]
    table["cost"] = table[[*MONEY, "batch_cost"]].sum(axis=1)
    columns = ["programme", "month", "batches", "seats", "places", "pns", "pppk", *MONEY, "batch_cost", "cost"]
    return table[columns].sort_values(["month", "programme"], ignore_index=True)


def participants(plan: Plan, gaps: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """The seats with the gap each answers: `indicator` (it closes most of it), `shrunken, standard, gap`."""
    reach = plan.seats[["employee", "programme"]].merge(links, on="programme").merge(
        gaps.loc[gaps["need"] > 0, ["employee", "indicator", "need", "gap", "shrunken", "standard"]],
        on=["employee", "indicator"],
    )  # fmt: skip
    reach["answer"] = reach["need"] * reach["strength"]
    first = reach.sort_values(["answer", "indicator"], ascending=[False, True]).drop_duplicates(
        ["employee", "programme"]
    )
    columns = ["employee", "programme", "indicator", "shrunken", "standard", "gap"]
    return plan.seats.merge(first[columns], on=["employee", "programme"], how="left", validate="m:1")


def competencies(
    plan: Plan, gaps: pd.DataFrame, links: pd.DataFrame, kinds: dict[str, str]
) -> dict[tuple[str, int], str]:
    """(programme, month) -> the kinds of competency its seats answer, in the order of the alphabet."""
    seats = participants(plan, gaps, links)
    seats = seats.assign(kind=seats["indicator"].map(kinds)).dropna(subset=["kind"])
    found = seats.groupby(["programme", "month"])["kind"].agg(lambda kind: ", ".join(sorted(set(kind))))
    return found.to_dict()


def hour_bands(owed: pd.DataFrame, limits: Limits) -> pd.DataFrame:
    """One row = one kind of staff and band of learning hours after the plan: `kind` (`pns`, `pppk`), `band` (`none`,
    `part`, `half`, `full`), `people`, `whole` (how many the kind are) and `share` of them (0 where there is none).
    `full`: the target of PNS reached, the ceiling of PPPK reached; `half`: at least half of it. owed: `hours`."""
    pppk = owed["employee_type"].isin(PPPK_TYPES)
    whole = pppk.map({True: limits.pppk_hours, False: limits.pns_hours})
    share = owed["total"] / whole
    band = pd.cut(share, [-1, 0, 0.5 - 1e-9, 1 - 1e-9, float("inf")], labels=["none", "part", "half", "full"])
    table = pd.DataFrame({"kind": pppk.map({True: "pppk", False: "pns"}), "band": band.astype(str)})
    counts = table.groupby(["kind", "band"]).size()
    order = pd.MultiIndex.from_product([["pns", "pppk"], ["full", "half", "part", "none"]], names=["kind", "band"])
    table = counts.reindex(order, fill_value=0).rename("people").reset_index()
    whole = table.groupby("kind")["people"].transform("sum")
    return table.assign(whole=whole, share=table["people"] / whole.where(whole > 0, 1))
