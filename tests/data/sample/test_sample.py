"""The demo must hold exactly what its truth says, and nothing a real file could not hold."""

import csv
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
from scipy.stats import kendalltau

from data.sample import PERIODS, REGIONS, STYLES, Sample, growth, make, null_world, write_office_file
from data.sample.frames import EVALUATION
from data.sample.office import EMPLOYEE_TYPE_NAMES, INDICATOR_NAMES, POSITION_NAMES, SOURCE_NAMES
from data.sample.places import RATED

SHIPPED = Path(__file__).parents[3] / "data" / "reference"


@cache
def demo() -> Sample:
    return make(np.random.default_rng(20261121))  # the seed of the demo that ships


@cache
def superior() -> pd.DataFrame:
    """The superiors' ratings with the sector of the agency beside."""
    rows = demo().evaluation
    rows = rows[(rows["source"] == "superior") & rows["indicator"].isin(RATED)]
    agencies = demo().reference["agencies"].set_index("code")
    codes = rows["agency"].astype(str)
    return rows.assign(sector=codes.map(agencies["sector"]), affair=codes.map(agencies["affair"]))


def means(rows: pd.DataFrame, by: list[str]) -> pd.Series:
    return rows.groupby(by, observed=True)["score"].mean()


def series(agency: str) -> list[float]:
    """Plain mean of an agency's indicator means, period after period."""
    rows = superior()[superior()["agency"] == agency]
    return means(rows, ["period", "indicator"]).unstack().drop(columns="KPM").mean(axis=1).tolist()


def shipped(table: str) -> list[dict[str, str]]:
    with (SHIPPED / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_size_and_shape():
    sample = demo()
    assert 0.9e6 < len(sample.evaluation) < 1.25e6
    assert list(sample.evaluation.columns) == EVALUATION
    assert set(sample.evaluation["region"].unique()) == set(REGIONS)
    assert set(sample.evaluation["period"].unique()) == set(PERIODS)
    assert set(sample.evaluation["source"].unique()) == {"superior", "peer", "subordinate", "citizen", "self"}
    assert sample.evaluation.memory_usage(deep=True).sum() < 150e6
    people = sample.roster[sample.roster["active"]].groupby(["region", "period"])["nip"].nunique()
    assert people["3403"].between(5000, 5600).all()
    assert people["357823"].between(36, 44).all()
    assert people["127104"].between(55, 65).all()
    school = sample.roster[(sample.roster["agency"] == "3403-DISDIK") & (sample.roster["period"] == PERIODS[0])]
    assert len(school) > 2000
    assert school["unit"].nunique() > 100


def test_lines_are_those_of_one_file_a_region_and_period():
    for _, rows in demo().evaluation.groupby(["region", "period"], observed=True):
        assert rows["line"].tolist() == list(range(2, len(rows) + 2))
    reference = {table for table, rows in demo().reference.items() if len(rows)}
    assert reference == {"regions", "agencies", "successions", "breaks", "events"}


def test_codes_are_those_cermin_ships():
    sample, rows = demo(), demo().evaluation
    for column, table in (("indicator", "indicators"), ("position", "positions"), ("source", "sources")):
        assert set(rows[column].dropna().unique()) <= {row["code"] for row in shipped(table)}, column
    assert set(rows["rule_set"].unique()) <= {row["code"] for row in shipped("rule_sets")}
    agencies = sample.reference["agencies"]
    assert set(agencies["sector"]) == {row["code"] for row in shipped("sectors")}
    affairs = {row["code"]: row["sector"] for row in shipped("affairs")}
    assert all(affairs[row.affair] == row.sector for row in agencies.itertuples())
    assert agencies["code"].is_unique
    for frame in (rows, sample.roster, sample.outcome, sample.predicate):
        assert set(frame["agency"].unique()) <= set(agencies["code"])
    assert set(sample.attendance["programme"]) <= {row["code"] for row in shipped("programmes")}
    matrix = {(r["work_result"], r["work_behavior"]): r["predicate"] for r in shipped("predicate_matrix")}
    pairs = zip(sample.predicate["work_result"], sample.predicate["work_behavior"], strict=True)
    agree = np.array([matrix[pair] for pair in pairs]) == sample.predicate["predicate"].to_numpy()
    assert 0.99 < agree.mean() < 1  # a few were typed wrong
    for table in ("agencies", "successions", "breaks", "events", "regions"):
        assert list(sample.reference[table].columns) == list(pd.read_csv(SHIPPED / f"{table}.csv", nrows=0).columns)


def test_office_words_are_known_to_the_reader():
    assert set(INDICATOR_NAMES) == set(RATED), "what offices rate has a name they write"
    known = {(row["kind"], row["alias"].lower()): row["code"] for row in shipped("aliases")}
    for kind, table in (("indicator", "indicators"), ("position", "positions"), ("source", "sources")):
        known |= {(kind, row["name_id"].lower()): row["code"] for row in shipped(table)}
    for kind, words in (
        ("indicator", INDICATOR_NAMES),
        ("position", POSITION_NAMES),
        ("source", SOURCE_NAMES),
        ("employee_type", EMPLOYEE_TYPE_NAMES),
    ):
        for code, word in words.items():
            assert known[kind, word.lower()] == code


def test_nips_follow_the_rules():
    people = demo().roster.drop_duplicates("nip")
    nip = people["nip"]
    assert nip.str.fullmatch(r"\d{18}").all()
    born = pd.to_datetime(nip.str[:8], format="%Y%m%d", errors="coerce")
    assert born.notna().all()
    year, middle = nip.str[8:12].astype(int), nip.str[12:14].astype(int)
    assert (year >= born.dt.year + 17).all() and (2026 - born.dt.year <= 70).all()
    pns = people["employee_type"] == "pns"
    assert middle[pns].between(1, 12).all()
    assert middle[~pns].between(21, 24).all()
    assert nip.str[14].isin(["1", "2"]).all()
    assert nip.str[15:].astype(int).between(901, 999).all()  # no real sequence comes near
    assert set(people["employee_type"]) == {"pns", "pppk", "pppk_part_time"}
    part_time = demo().roster[demo().roster["employee_type"] == "pppk_part_time"]
    assert part_time["period"].min() >= "2025-S1"
    invented = "Rekaan|Contoh|Samaran|Umpama|Misalnya|Andaian|Khayali|Ibarat|Bayangan|Tiruan|Percobaan|Peragaan"
    assert people["name"].str.contains(invented).all()


def test_one_home_per_person_and_period():
    active = demo().roster[demo().roster["active"]]
    assert not active.duplicated(["period", "nip"]).any()
    before, after = (set(active.loc[active["period"] == p, "nip"]) for p in PERIODS[:2])
    assert 0.01 < len(before - after) / len(before) < 0.08
    rated = demo().evaluation.dropna(subset="nip")[["period", "nip", "agency"]].drop_duplicates().astype(str)
    homes = rated.merge(active[["period", "nip", "agency"]], on=["period", "nip"], suffixes=("", "_home"))
    assert len(homes) == len(rated) and (homes["agency"] == homes["agency_home"]).all()


def test_person_rows_and_agency_rows_never_both():
    rows = demo().evaluation
    keys = ["region", "period", "agency", "indicator", "source"]
    kinds = rows.assign(person=rows["nip"].notna()).groupby(keys, observed=True)["person"].nunique()
    assert (kinds == 1).all()
    agency_rows = rows[rows["nip"].isna()]
    assert not agency_rows.duplicated(keys).any()
    assert (agency_rows["respondents"] >= 5).all() and rows.loc[rows["nip"].notna(), "respondents"].isna().all()
    assert (agency_rows["source"] == "citizen").all()
    named = rows[rows["rater"].notna()]
    assert not named.duplicated(["period", "nip", "indicator", "source", "rater"]).any()
    assert (named["rater"].astype(str) != named["nip"].astype(str)).all()


def test_scores_are_what_the_raw_values_say():
    rows = demo().evaluation
    assert rows["raw"].between(rows["scale_min"], rows["scale_max"]).all()
    np.testing.assert_allclose(
        rows["score"], 100 * (rows["raw"] - rows["scale_min"]) / (rows["scale_max"] - rows["scale_min"])
    )
    assert set(rows["scale_max"].unique()) == {100.0, 10.0, 4.0}
    whole = rows[(rows["region"] == "3403") & rows["nip"].notna()]["raw"]
    assert (whole == whole.round()).all()


def test_raters_have_loads_like_real_ones():
    load = superior().groupby(["region", "period", "rater"], observed=True)["nip"].nunique()
    assert 8 <= load["3403"].median() <= 15
    peers = demo().evaluation[demo().evaluation["source"] == "peer"]
    per_person = peers.groupby(["period", "nip", "indicator"], observed=True).size()
    assert per_person.max() == 3 and (per_person == 3).mean() > 0.85
    share = peers["nip"].nunique() / superior()["nip"].nunique()
    assert 0.15 < share < 0.5


@pytest.mark.parametrize("region", ["3403", "7271", "1571"])
@pytest.mark.parametrize(("sector", "indicator"), [("KES", "KOM"), ("TANI", "AD")])
def test_sector_weaknesses_are_there(region, sector, indicator):
    rows = superior()[superior()["region"] == region]
    mean = means(rows, ["sector", "indicator"]).unstack()[["KW", "BP", "KOM", "DS", "AD", "KL"]]
    shape = mean.sub(mean.mean(axis=1), axis=0)
    rest = shape.drop(index=sector)[indicator].mean()
    assert shape.loc[sector].idxmin() == indicator
    assert shape.loc[sector, indicator] - rest < -5
    assert mean.loc[sector, indicator] < 75  # under the shipped standard


def test_district_complaints_are_there():
    rows = superior()
    bp = means(rows[rows["indicator"] == "BP"], ["affair"])
    assert bp["7.01"] < bp.drop("7.01").mean() - 6
    citizens = demo().evaluation[demo().evaluation["indicator"] == "U8"]
    district = citizens["agency"].str.contains("-KEC-|-KEL-|-KAP-")
    assert citizens.loc[district, "score"].mean() < citizens.loc[~district, "score"].mean() - 12
    days = demo().outcome[demo().outcome["measure"] == "response_days"]
    district = days["agency"].str.contains("-KEC-|-KEL-|-KAP-")
    assert days.loc[district, "value"].mean() > 1.5 * days.loc[~district, "value"].mean()


def test_trends_are_there_and_elsewhere_are_none():
    t = np.arange(8)
    assert np.polyfit(t, series("3403-DPMPTSP"), 1)[0] > 3
    assert 0.5 < np.polyfit(t, series("7271-DISHUB"), 1)[0] < 2.5
    assert np.polyfit(t, series("1571-PUPR"), 1)[0] < -2.5
    steady = [a for a in demo().truth.steady if len(superior()[superior()["agency"] == a])]
    assert len(steady) > 100
    p = np.array([kendalltau(t, series(agency)).pvalue for agency in steady])
    assert (p < 0.05).mean() < 0.15  # about one in twenty, by chance and through people who stay
    step = np.array(series("7271-DPMPTSP"))
    assert step[4:].mean() - step[:4].mean() > 2.5
    assert len(series("7271-DLH")) == 7  # one period never came in


def test_luck_only_agencies_have_no_effect():
    effects = demo().truth.effects.set_index("agency")
    weighted = effects[effects["indicator"].isin(RATED)]
    lucky = weighted.loc[list(demo().truth.luck_only)]
    own = lucky[(lucky["region"] != "1571") | (lucky["indicator"] != "TG")]
    assert (own[["level", "slope", "step"]] == 0).all().all()
    sizes = demo().roster[demo().roster["period"] == PERIODS[0]].groupby("agency").size()
    assert sizes[list(demo().truth.luck_only)].max() <= 15
    spread = [np.mean(series(agency)) for agency in demo().truth.luck_only if not agency.startswith("1571")]
    assert np.std(spread) > 1  # and yet they look different


def test_planted_raters_stand_out():
    truth = demo().truth.severities
    assert truth["story"].value_counts()["lenient_rater"] == truth["story"].value_counts()["harsh_rater"] == 1
    for row in truth[truth["story"] != "lenient_agency"].itertuples():
        mine = superior()[superior()["agency"] == row.agency]
        by_rater = means(mine, ["rater"])
        off = by_rater[row.nip] - mine[mine["rater"].astype(str) != row.nip]["score"].mean()
        assert np.sign(off) == np.sign(row.points) and abs(off) > 7
    lenient = set(truth.loc[truth["story"] == "lenient_agency", "nip"])
    raters = superior()[superior()["agency"] == "1571-SATPOLPP"]["rater"].dropna().astype(str)
    assert raters.isin(lenient).mean() > 0.9
    peers = demo().evaluation[
        (demo().evaluation["agency"] == "7271-INSPEKTORAT") & (demo().evaluation["indicator"] == "KL")
    ]
    by_source = means(peers, ["source"])
    assert by_source["peer"] < by_source["superior"] - 7


def test_unrealistic_target_is_low_everywhere_while_behaviour_is_high():
    rows = superior()[superior()["region"] == "1571"]
    mean = means(rows, ["agency", "indicator"]).unstack()
    assert (mean["TG"] < mean[["KW", "DS", "KL"]].mean(axis=1) - 10).all()
    plan = demo().outcome[demo().outcome["measure"] == "realisation"].set_index("region")["value"]
    assert plan["1571"].mean() < 75 < 88 < plan["3403"].mean()


def test_training_worked_and_only_rebounded():
    rows = superior().astype({"nip": str})
    for course, region, indicator, agencies, gain in (
        ("KES-01", "3403", "KOM", "-DINKES|-RSUD", 7.0),
        ("PUB-01", "7271", "BP", "-KEC-", 0.0),
    ):
        attended = demo().attendance
        sent = set(attended.loc[(attended["programme"] == course) & (attended["region"] == region), "nip"])
        assert len(sent) >= 60
        mine = rows[(rows["region"] == region) & (rows["indicator"] == indicator)]
        mine = mine[mine["agency"].str.contains(agencies)]
        wide = mine.pivot_table(index="nip", columns="period", values="score", observed=True)
        treated = wide.index.isin(sent)
        early, later = wide["2024-S1"], wide[["2025-S1", "2025-S2", "2026-S1"]].mean(axis=1)
        keep = early.notna() & later.notna()
        # ANCOVA on the score that chose them: the gain over equally low people who stayed at home
        design = np.column_stack([np.ones(keep.sum()), early[keep], treated[keep]])
        estimate = np.linalg.lstsq(design, later[keep], rcond=None)[0][2]
        assert abs(estimate - gain) < 2.5
        if gain == 0:
            assert (later - early)[treated & keep].mean() > 0.5  # looks like success all the same


def test_succession_break_and_holes():
    rows = demo().evaluation
    spans = rows.groupby(rows["agency"].astype(str))["period"].agg(lambda p: (p.astype(str).min(), p.astype(str).max()))
    assert spans["7271-KOMINFO"] == ("2022-S2", "2024-S2") and spans["7271-KOMINFOSTAT"] == ("2025-S1", "2026-S1")
    assert spans["1571-DISPAR"][1] == spans["1571-DISBUD"][1] == "2024-S1"
    assert spans["1571-DISPARBUD"] == ("2024-S2", "2026-S1")
    u3 = means(rows[(rows["indicator"] == "U3") & (rows["region"] == "3403")], ["period"])
    assert u3["2024-S2"] - u3["2024-S1"] > 10
    rated = superior()[superior()["agency"] == "1571-DISHUB"].groupby("period", observed=True)["nip"].nunique()
    home = demo().roster[(demo().roster["agency"] == "1571-DISHUB") & demo().roster["active"]].groupby("period").size()
    assert rated["2026-S1"] / home["2026-S1"] < 0.6 < 0.9 < rated["2025-S2"] / home["2025-S2"]


def test_predicates_are_nearly_all_good():
    share = demo().predicate["predicate"].value_counts(normalize=True)
    assert share["good"] + share["very_good"] > 0.99
    assert 0.08 < share["very_good"] < 0.15
    main = demo().predicate[~demo().predicate["acting"].astype(bool)]
    assert not main.duplicated(["period", "nip"]).any()


@pytest.mark.whole
def test_same_seed_same_data_and_regions_stand_alone():
    small = {"scale": 0.05, "periods": PERIODS[:3]}
    both = make(np.random.default_rng(5), regions=("7271", "357823"), **small)
    again = make(np.random.default_rng(5), regions=("7271", "357823"), **small)
    alone = make(np.random.default_rng(5), regions=("357823",), **small)
    other = make(np.random.default_rng(6), regions=("357823",), **small)
    pd.testing.assert_frame_equal(both.evaluation, again.evaluation)
    pd.testing.assert_frame_equal(both.roster, again.roster)
    subset = both.evaluation[both.evaluation["region"] == "357823"].reset_index(drop=True)
    text = dict.fromkeys(subset.select_dtypes("category"), str)
    pd.testing.assert_frame_equal(subset.astype(text), alone.evaluation.astype(text))
    assert not alone.evaluation["raw"].equals(other.evaluation["raw"])


@pytest.mark.parametrize("style", STYLES)
def test_office_files_hold_every_row(tmp_path, style):
    sample = make(np.random.default_rng(1), regions=("127104",), periods=("2025-S2",))
    path, how = tmp_path / "nilai.csv", STYLES[style]
    written = write_office_file(sample, "127104", "2025-S2", path, style)
    assert written == len(sample.evaluation)
    skipped = how.separator_line + 3 * how.titled
    back = pd.read_csv(
        path, sep=how.delimiter, dtype=str, encoding=how.encoding, skiprows=skipped, skipfooter=int(how.titled),
        engine="python", skip_blank_lines=False,
    )  # fmt: skip
    assert len(back) == written
    raw = back["nilai"].str.replace(how.decimal, ".").astype(float)
    np.testing.assert_allclose(raw, sample.evaluation["raw"])
    assert back["nip"].replace("-", None).dropna().str.fullmatch(r"\d{18}").all()


@pytest.mark.parametrize("rater_share", [0.0, 0.5])
def test_null_world_has_no_differences(rater_share):
    gaps, spans = [], []
    for seed in range(12):
        world = null_world(
            np.random.default_rng(seed),
            sizes=[24] * 30,
            periods=("2026-S1",),
            rater_share=rater_share,
            ratees_per_rater=8,
        )
        mean = means(world.evaluation, ["agency"])
        gaps.append(mean - mean.mean())
        spans.append(mean.mean())
        effects = world.truth.effects
        assert effects["level"].nunique() == 1 and (effects["slope"] == 0).all() and (effects["step"] == 0).all()
    expected = np.mean([world.truth.difficulty[i] - 14 for i in RATED[:7]])
    assert abs(np.mean(spans) - expected) < 0.5
    # an agency of 24 people and three raters: what its mean varies by, from the generator's own variances
    person, rater = 81 * (1 - rater_share) + 4 + (25 + 4.5**2) / 7, 81 * rater_share
    sd = np.sqrt(person / 24 + rater / 3)
    assert 0.8 * sd < np.std(np.concatenate(gaps)) < 1.2 * sd
    load = world.evaluation.groupby("rater", observed=True)["nip"].nunique()
    assert load.median() == 8 and not set(load.index) & set(world.roster["nip"])


def test_null_world_noise_can_be_autocorrelated():
    world = null_world(
        np.random.default_rng(3), sizes=[60] * 60, periods=PERIODS, rater_share=0.0, shock_sd=4.0, lag1=0.7
    )
    mean = means(world.evaluation, ["agency", "period"]).unstack()
    change = np.diff(mean.to_numpy(), axis=1)
    # an AR(1) series moves by sd * sqrt(2 (1 - r)) from one period to the next
    assert abs(change.std() / (4.0 * np.sqrt(2 * (1 - 0.7))) - 1) < 0.15


def test_growth_keeps_the_cells(tmp_path):
    cells = []
    for n_facts in (100_000, 400_000):
        paths = growth(np.random.default_rng(1), n_facts, tmp_path, PERIODS)
        assert abs(sum(pq.read_metadata(path).num_rows for path in paths) / n_facts - 1) < 0.01
        rows = pd.read_parquet(paths[0])
        assert list(rows.columns) == EVALUATION
        group = rows.groupby(["agency", "position", "indicator", "source"], observed=True)
        assert group["nip"].nunique().min() >= 5
        assert rows[rows["source"] == "peer"].groupby("nip", observed=True)["rater"].nunique().min() >= 3
        assert (rows["nip"].astype(str) != rows["rater"].astype(str)).all()
        assert rows.groupby(["nip", "indicator", "source", "rater"], observed=True).size().max() == 1
        cells.append(len(group))
    assert cells[0] == cells[1]
