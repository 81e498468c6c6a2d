"""Which agencies are alike, and where an agency stands among them."""

import numpy as np
import pandas as pd

PEERS = 10
FEWEST_PEERS = 5
SECTOR_DISTANCE = 0.5
"""Another sector counts as much as a difference of half a standard deviation of log size, or half of the position
mix."""


def similar_agencies(agencies: pd.DataFrame, mix: pd.DataFrame, peers: int = PEERS) -> pd.DataFrame:
    """The most similar agencies of each agency: one row per pair, with `distance` and `place` (1 = most alike).

    agencies: agency, sector, n_people. mix: agency, position, n_people (or any share). The
    distance is the root of the summed squares of: standardised log size, total variation between the position mixes
    (0-1), another sector (0 or 0.5). An agency without people of known number has no peers.
    """
    known = agencies[agencies["n_people"].gt(0)].reset_index(drop=True)
    if len(known) < 2:
        return pd.DataFrame(columns=["agency", "peer", "place", "distance"])
    # In logarithms, 20 and 40 people are as far apart as 200 and 400: it is the ratio that changes an office.
    size = np.log(known["n_people"].to_numpy(float))
    size = (size - size.mean()) / (size.std() or 1.0)
    shares = mix.pivot_table(index="agency", columns="position", values="n_people", aggfunc="sum", fill_value=0.0)
    shares = shares.reindex(known["agency"]).fillna(0.0).to_numpy(float)
    shares = shares / np.maximum(shares.sum(axis=1, keepdims=True), 1e-12)
    sector = known["sector"].to_numpy()
    variation = np.abs(shares[:, None, :] - shares[None, :, :]).sum(axis=2) / 2
    other = np.where(sector[:, None] == sector[None, :], 0.0, SECTOR_DISTANCE)
    distance = np.sqrt(np.subtract.outer(size, size) ** 2 + variation**2 + other**2)
    np.fill_diagonal(distance, np.inf)
    kept = min(peers, len(known) - 1)
    nearest = np.argsort(distance, axis=1, kind="stable")[:, :kept]
    code = known["agency"].to_numpy()
    return pd.DataFrame(
        {
            "agency": np.repeat(code, kept),
            "peer": code[nearest.ravel()],
            "place": np.tile(np.arange(1, kept + 1), len(known)),
            "distance": np.take_along_axis(distance, nearest, axis=1).ravel(),
        }
    )


def peer_band(scores: pd.DataFrame, similar: pd.DataFrame) -> pd.DataFrame:
    """Deciles of each agency's peers per period: agency, period, seq, n_peers, p10, p25, p50, p75, p90, decile.

    scores: agency, period, seq, score (one indicator and source). The peers of the latest period are followed
    backwards, so that a line crossing its band is the agency's doing. decile is the agency's own place, 1 (lowest
    tenth) to 10, by the share of peers it beats (a tie counts half). Periods with fewer than five peers with a score
    are left out.
    """
    scored = scores[scores["score"].notna()]
    among = similar.merge(
        scored[["agency", "period", "seq", "score"]].rename(columns={"agency": "peer", "score": "peer_score"}),
        on="peer",
    )
    columns = ["agency", "period", "seq", "n_peers", "p10", "p25", "p50", "p75", "p90", "decile"]
    groups = among.groupby(["agency", "period", "seq"])["peer_score"]
    if among.empty:
        return pd.DataFrame(columns=columns)
    band = groups.quantile([0.10, 0.25, 0.50, 0.75, 0.90]).unstack().set_axis(columns[4:9], axis=1)
    band.insert(0, "n_peers", groups.size())
    own = among.merge(scored[["agency", "period", "score"]], on=["agency", "period"])
    beats = own["peer_score"].lt(own["score"]) + own["peer_score"].eq(own["score"]) / 2
    beaten = beats.groupby([own["agency"], own["period"]]).mean().rename("beaten").reset_index()
    band = band[band["n_peers"] >= FEWEST_PEERS].reset_index().merge(beaten, on=["agency", "period"], how="left")
    band["decile"] = np.floor(band["beaten"] * 10).clip(upper=9).add(1).astype("Int64")
    return band[columns].sort_values(["agency", "seq"]).reset_index(drop=True)
