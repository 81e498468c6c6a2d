"""The competency page on a real store: its states, its figures, and what a leader may see."""

import datetime as dt

import pandas as pd
import pytest

from data.batches import batches
from data.terms.actors import system
from pages.ui.page import cached
from tests.pages.visits import table
from tests.worlds.actors import SYSTEM
from tests.worlds.layers import some

LARGE, SMALL = "3403", "357823"


@pytest.fixture
def page(homes, open_page):
    """page(**url) -> the competency page as a planner's session."""

    def begin(published=True, **url):
        return open_page("competency_gaps", homes("year") if published else None, **{"peran": "planner", **url})

    return begin


def headers(session) -> list[str]:
    return [header.value for header in session.header]


def figure(text: str) -> float:
    return float(text.replace("\\", "").replace("−", "-").replace(",", "."))


def said(session, words: str) -> bool:
    return any(words in text.value for text in session.markdown)


def test_a_regency_sees_gaps_and_clusters_with_their_tables(page):
    session = page(daerah=LARGE, periode="2025-S2")
    assert len(session.title) == 1 and len(session.header) >= 4
    gaps = table(session, "gaps_agency")
    assert {"Perangkat daerah", "Indikator", "Kesenjangan", "Standar", "Kesimpulan"} <= set(gaps.columns)
    below = gaps[gaps["Kesimpulan"] == "di bawah standar"]
    assert len(below) and (below["Kesenjangan"] != "0,0").all()
    assert "perkiraan" in " ".join(gaps["Pegawai di bawah standar"])
    assert any("klaster" in text.value.lower() for text in session.markdown)
    keys = ("cluster_profiles", "cluster_stability", "cluster_sketch", "cluster_numbers")
    closed = len(session.run().table)
    for key in keys:
        session.session_state[f"table_of_{key}"] = True
    opened = [each.value for each in session.run().table]
    assert not session.exception and len(opened) == closed + len(keys) and all(map(len, opened))


def test_the_reader_can_subtract_and_a_share_says_where_it_comes_from(page):
    session = page(daerah=LARGE, periode="2025-S2")
    gaps = table(session, "gaps_agency")

    def figures(column: str) -> pd.Series:
        return gaps[column].str.replace(",", ".").astype(float)

    shown = (figures("Standar") - figures("Nilai kelompok")).clip(lower=0)
    assert (shown - figures("Kesenjangan")).abs().max() < 0.001
    shares = gaps["Pegawai di bawah standar"]
    counted = shares.str.contains("dihitung")
    assert counted.any() and shares[~counted].str.contains("perkiraan").all()
    most = shares.str.extract(r"(\d+)%")[0].astype(float) >= 50
    apart = counted & (most != (figures("Kesenjangan") > 0))
    assert shares[apart].str.contains("tidak searah").all()
    assert not shares[~apart].str.contains("tidak searah").any()


@pytest.mark.whole
def test_importance_places_every_weighted_indicator_with_its_evidence(page):
    session = page(daerah=LARGE, periode="2025-S2")
    found = table(session, "importance")
    assert len(found) == 8
    assert (found["Kepentingan turunan"] != "–").sum() == 7  # leadership is rated in few groups
    weights = found["Bobot"].str.rstrip("%").astype(float)
    assert abs(weights.sum() - 100) <= 4
    certain = found["Kepastian letak"].str.rstrip("%").astype(float)
    border = found["Letak"] == "di perbatasan"
    assert certain[border].max() <= 95 <= certain[~border].min()
    few = page(daerah=SMALL, periode="2025-S2")
    assert not any("penting" in header.lower() for header in headers(few))


@pytest.mark.whole
def test_one_indicator_has_its_distribution_sources_and_past(page):
    session = page(daerah=LARGE, periode="2025-S2", indikator="KOM")
    shown = " | ".join(headers(session))
    for part in ("tempat pasti di bawah standar", "sumber penilai: ", "tempat dengan kesenjangan Komunikasi terbesar"):
        assert part in shown
    for key in ("gap_distribution", "gap_sources", "gap_history"):
        assert len(table(session, key))


@pytest.mark.parametrize("unit", some(["sector", "position"], quick=1))
def test_the_unit_can_be_switched(page, unit):
    session = page(daerah=LARGE, periode="2025-S2")
    session.selectbox(key="choose_satuan").set_value(unit).run()
    assert not session.exception
    first = {"sector": "Sektor", "position": "Kelompok jabatan"}[unit]
    found = table(session, f"gaps_{unit}")
    assert found.columns[0] == first
    assert 1 <= found[first].nunique() <= 8
    if unit == "sector":  # respondents of a survey are no employees of the sector
        store = cached.store()
        people = store.query(SYSTEM, "sector_scores", region=LARGE, periods=["2025-S2"])["n_people"].max()
        assert found["Pegawai dinilai"].str.replace(".", "").astype(int).max() <= people


@pytest.mark.whole
def test_a_planner_names_a_cluster_and_the_name_stays_with_it(page):
    session = page(daerah=LARGE, periode="2025-S1")
    automatic = session.selectbox(key="cluster_to_act_on").options[0]
    identity = session.selectbox(key="cluster_to_act_on").value
    session.text_input(key=f"cluster_name_{identity}").set_value("Guru terpencil")
    next(button for button in session.button if button.label == "Simpan nama").click().run()
    assert not session.exception
    assert session.selectbox(key="cluster_to_act_on").options[0] == "Guru terpencil" != automatic
    assert "Guru terpencil" in set(table(session, "cluster_stability")["Klaster"])
    session.selectbox(key="choose_periode").set_value("2025-S2").run()
    assert "Guru terpencil" in session.selectbox(key="cluster_to_act_on").options  # the same identity a period later
    listed = cached.store().query(SYSTEM, "batch_list")
    named = listed[listed["kind"] == "decision"]
    assert len(named) == 1
    batches.undo(cached.store(), int(named["batch_id"].iloc[0]), system("planner"), dt.datetime(2026, 11, 22), "uji")
    session.run()
    assert "Guru terpencil" not in session.selectbox(key="cluster_to_act_on").options


@pytest.mark.whole
def test_a_leader_sees_clusters_but_has_nothing_to_act_on(page):
    session = page(daerah=LARGE, periode="2025-S2", peran="leader")
    assert not any(box.key == "cluster_to_act_on" for box in session.selectbox)
    assert any(box.key == "choose_k" for box in session.selectbox)


@pytest.mark.whole
def test_what_a_cluster_lacks_against_the_standard_is_carried_to_the_needs(page):
    session = page(daerah=LARGE, periode="2025-S2")
    members, shapes = table(session, "cluster_sketch"), table(session, "cluster_profiles")
    levels = table(session, "cluster_stability").set_index("Klaster")["Rata-rata kekurangan"].map(figure)
    box = session.selectbox(key="cluster_to_act_on")
    called = {code: box.format_func(code) for code in range(9) if box.format_func(code) in box.options}
    assert len(called) > 1 and all(name.startswith("Relatif lemah di ") for name in called.values())
    lacks = {}
    for code, name in called.items():
        own = shapes[shapes["Klaster"] == name].set_index("Indikator")["Selisih dari rata-rata sendiri"].map(figure)
        below = (levels[name] - own).round(1)  # as a reader adds level and deviation
        lacks[code] = set(below[below > 0].nlargest(2).index)
        session.selectbox(key="cluster_to_act_on").set_value(code).run()
        assert said(session, "Tidak ada yang dikirim") == (not lacks[code])
    assert any(lacks.values()) and not all(lacks.values())  # both kinds, or the test shows little
    for code, wanted in lacks.items():
        needs = page(daerah=LARGE, periode="2025-S2", klaster=str(code)).switch_page("pages/training_needs.py").run()
        assert not needs.exception and any(called[code] in info.value for info in needs.info)
        shown = table(needs, "needs")
        if wanted:
            assert set(shown["Indikator"]) == wanted
            agencies = members.loc[members["Klaster"] == called[code], "Perangkat daerah"]
            assert set(shown["Perangkat daerah"]) <= set(agencies)
            needs.button(key="drop_cluster").click().run()
        else:
            assert not needs.info  # said once; the link is let go
        assert table(needs, "needs")["Indikator"].nunique() > 2


@pytest.mark.whole
def test_a_number_of_clusters_by_hand_is_the_readers_and_stands_in_the_link(page):
    session = page(daerah=LARGE, periode="2025-S2")
    own = len(session.selectbox(key="cluster_to_act_on").options)
    k = next(code for code in session.selectbox(key="choose_k").options[1:] if code != f"{own} klaster")
    session.selectbox(key="choose_k").set_value(k.split()[0]).run()
    assert session.query_params["k"] == k.split()[0]
    assert len(session.selectbox(key="cluster_to_act_on").options) == int(k.split()[0])
    assert any("Data sendiri memilih" in info.value for info in session.info)
    bad = page(daerah=LARGE, periode="2025-S2", k="99")
    assert len(bad.selectbox(key="cluster_to_act_on").options) == own


@pytest.mark.whole
def test_planners_cluster_people_without_names_or_small_counts(page):
    session = page(daerah=LARGE, periode="2025-S2", kelompok="pegawai")
    assert any("Tidak ada nama" in caption.value for caption in session.caption)
    if any(header.startswith("Klaster terbesar") for header in headers(session)):
        counts = table(session, "cluster_sketch")
        assert list(counts.columns) == ["Klaster", "Perangkat daerah", "Pegawai dinilai"]
        assert counts["Pegawai dinilai"].str.replace(".", "").astype(int).min() >= 5
    leader = page(daerah=LARGE, periode="2025-S2", kelompok="pegawai", peran="leader")
    assert not any("Tidak ada nama" in caption.value for caption in leader.caption)


def _assess(store, people: pd.DataFrame) -> None:
    """One batch of levels: every second person holds level 3 in KOM, the others 4; all hold 5 in KL."""
    rows = [
        (row.employee, row.agency, row.position, code, level)
        for at, row in enumerate(people.itertuples())
        for code, level in (("KOM", 3 if at % 2 else 4), ("KL", 5))
    ]
    frame = pd.DataFrame(rows, columns=["employee", "agency", "position", "indicator", "raw"])
    with store.writing() as cursor:
        cursor.execute(
            "insert into batch values "
            "(9000, 'evaluation', 'levels', '', 'test', now()::timestamp, null, null, false, 1, 1, 0)"
        )
        cursor.register("levels", frame)
        cursor.execute(
            "insert into fact select 9000, row_number() over (), $r, $p, employee, agency, null, position, indicator, "
            "'superior', null, raw, 1, 5, 'SKJ_2017', (raw - 1) * 25, null, null, null, null from levels",
            {"r": LARGE, "p": "2025-S2"},
        )
        cursor.unregister("levels")


@pytest.mark.whole
def test_levels_are_shown_to_planners_where_they_were_uploaded(page):
    session = page(daerah=LARGE, periode="2025-S2")
    assert not any("level jabatannya" in header for header in headers(session))
    ratings = cached.store().query(SYSTEM, "person_ratings", region=LARGE, periods=["2025-S2"])
    people = ratings[ratings["position"] == "PEL_ADM"].drop_duplicates("employee").head(40)
    _assess(cached.store(), people)
    session.run()
    assert not session.exception
    found = table(session, "levels").set_index("Indikator")
    low = found.loc["Komunikasi"]  # a standard of 75 of 100 asks for level 4 of 5
    assert (low["Di bawah level"], low["Sesuai level"], low["Di atas level"]) == ("20", "20", "0")
    assert low["Rata-rata selisih yang kurang (level)"] == "−1,0"
    assert found.loc["Kerja sama", "Di atas level"] == "40"
    match = table(session, "job_match").set_index("Golongan")
    assert match["Pegawai dinilai"].tolist() == ["40"]
    assert match["Rata-rata JPM (%)"].iloc[0] == "106,3"  # (4 + 5) / 8 and (3 + 5) / 8
    assert match["Rata-rata JPM terbatas (%)"].iloc[0] == "93,8"
    leader = page(daerah=LARGE, periode="2025-S2", peran="leader")
    assert not any("level jabatannya" in header for header in headers(leader))


def test_a_subdistrict_is_too_small_for_clusters_and_says_so(page):
    session = page(daerah=SMALL, periode="2025-S2")
    assert any("Terlalu sedikit kelompok" in text.value for text in session.markdown)
    assert not any("klaster" in header.lower() for header in headers(session))


def test_no_group_under_five_people_is_shown(page):
    session = page(daerah=LARGE, periode="2025-S2")
    for key in ("gaps_agency", "cluster_sketch"):
        shown = table(session, key)["Pegawai dinilai"]
        known = shown[shown != "–"].str.replace(".", "")
        assert known.astype(int).min() >= 5


def test_the_first_period_has_no_history(page):
    session = page(daerah=SMALL, periode="2025-S1", indikator="KOM")
    assert len(session.title) == 1


def test_an_empty_store_says_what_will_be_here(page):
    session = page(published=False)
    assert any("kesenjangan" in info.value.lower() for info in session.info)


def test_what_is_made_of_the_whole_region_says_so_and_keeps_its_counts_under_a_filter(page):
    def of_region(session) -> tuple[list[str], list[str]]:
        notes = [text.value for text in session.caption]
        return [text for text in notes if "tidak mempersempit" in text], [text for text in notes if "Sumber:" in text]

    words, stamps = of_region(page(daerah=LARGE, periode="2025-S2"))
    assert words == [] and len(set(stamps)) == 2  # the gaps' own, and that of what follows them
    words, narrowed = of_region(page(daerah=LARGE, periode="2025-S2", sektor="KES"))
    assert len(words) == 2 and all("(Kesehatan)" in text for text in words)
    assert stamps[0] not in narrowed and set(stamps[1:]) == set(narrowed[1:])
