"""The needs page: evidence, decisions that come back, the map of programmes edited on the page."""

import json

import pandas as pd
import pytest

from pages.ui.page import cached
from pages.ui.page.names import rows
from tests.pages.visits import bare, decide
from tests.worlds.actors import SYSTEM
from tests.worlds.homes import REGION as LARGE

NEED = "need:KOM:3403-DINKES"
URL = {"daerah": LARGE, "periode": "2025-S2"}


def links():
    """The map as it stands in the store."""
    found = cached.store().query(SYSTEM, "reference_rows", table="programme_links")
    return pd.DataFrame([json.loads(text) for text in found["row_json"]]).set_index(["programme", "indicator"])


def names_of(indicator: str, agency: str) -> str:
    """The subject of a need by its names on screen."""
    known = {row["name_id"]: row["code"] for row in map(json.loads, reference("indicators"))}
    offices = {row["name"]: row["code"] for row in map(json.loads, reference("agencies")) if row["region"] == LARGE}
    return f"need:{known[plain(indicator)]}:{offices[plain(agency)]}"


def reference(table: str) -> list[str]:
    return cached.store().query(SYSTEM, "reference_rows", table=table)["row_json"].tolist()


def plain(text: str) -> str:
    return text.replace("\\", "")


def tables(session, *headings):
    return [table.value for table in session.table if set(headings) <= set(table.value.columns)]


@pytest.mark.whole
def test_the_evidence_of_a_need_says_how_large_how_sure_and_at_what_cost(planner_page):
    session = planner_page("training_needs", kebutuhan=NEED, **URL)
    assert session.selectbox(key="evidence_of").value == NEED
    shown = {metric.label: metric.value for metric in session.metric}
    assert {"Di bawah standar", "Rata-rata kesenjangan", "Urutan", "Biaya program terbaik"} <= set(shown)
    assert shown["Biaya program terbaik"].startswith("Rp ")
    ranked = session.selectbox(key="evidence_of").options
    assert len(ranked) == len(set(ranked)) > 10
    said = " ".join(text.value for text in session.markdown)
    assert "sedikitnya dua sumber" in said and ("Yang akan mengubah" in said or "Yang akan memastikannya" in said)
    by_source = tables(session, "Sumber penilai", "Penilai bernama", "Rata-rata nilai")[0]
    assert "Atasan" in set(by_source["Sumber penilai"])


@pytest.mark.whole
def test_a_need_the_gap_page_sees_otherwise_says_so_and_one_it_sees_alike_does_not(planner_page):
    session = planner_page("training_needs", **URL)
    for key in ("table_of_needs", "all_of_needs", "all_of_other_needs"):
        session.session_state[key] = True
    session.run()
    gaps = planner_page("competency_gaps", satuan="agency", **URL)
    gaps.session_state["table_of_gaps_agency"] = gaps.session_state["all_of_gaps_agency"] = True
    cells = bare(gaps.run().table[0].value).set_index(["Perangkat daerah", "Indikator"])
    listed = bare(pd.concat(tables(session, "Perangkat daerah", "Indikator", "Kebutuhan (indeks)")))
    seen = {}
    for place in zip(listed["Perangkat daerah"], listed["Indikator"], strict=True):
        state = cells["Kesimpulan"].get(place, "tanpa angka")
        seen.setdefault(state, place)
    assert {"di bawah standar", "memenuhi standar"} <= set(seen)
    for state, (agency, indicator) in seen.items():
        opened = planner_page("training_needs", kebutuhan=names_of(indicator, agency), **URL)
        said = [text.value for text in opened.markdown if "Halaman Kesenjangan kompetensi" in text.value]
        linked = any(link.label == "Lihat kesenjangannya" for link in opened.get("page_link"))
        assert linked == bool(said)
        if state == "di bawah standar":
            assert not said
        if state in ("memenuhi standar", "tanpa angka"):
            assert len(said) == 1
        if state == "memenuhi standar":
            mean, standard = (
                float(cells.loc[(agency, indicator), name].replace(",", ".")) for name in ("Nilai kelompok", "Standar")
            )
            assert f"(+{mean - standard:.1f} poin".replace(".", ",") in said[0] and "memenuhi standar)" in said[0]


def test_another_need_is_opened_from_the_list_and_stands_in_the_url(planner_page):
    session = planner_page("training_needs", **URL)
    before = {metric.label: metric.value for metric in session.metric}
    session = session.selectbox(key="evidence_of").set_value("need:KL:3403-DINKES").run()
    assert not session.exception
    assert session.query_params["kebutuhan"] == "need:KL:3403-DINKES"
    assert {metric.label: metric.value for metric in session.metric} != before


@pytest.mark.whole
@pytest.mark.parametrize("bad", ["need:XX:nowhere", "<script>"])
def test_a_need_that_is_not_there_is_not_opened(planner_page, bad):
    session = planner_page("training_needs", kebutuhan=bad, **URL)
    assert session.selectbox(key="evidence_of").value.startswith("need:")


@pytest.mark.whole
def test_a_rejection_survives_and_comes_back_next_period_with_where_the_need_stands(planner_page):
    session = planner_page("training_needs", daerah=LARGE, periode="2025-S1")
    decide(session, "reject", "diselesaikan lewat mutasi")
    again = planner_page("training_needs", daerah=LARGE, periode="2025-S1", kebutuhan=NEED)
    assert any("diselesaikan lewat mutasi" in text.value for text in again.markdown)
    assert cached.store().query(SYSTEM, "decisions", region=LARGE)["decision"].tolist() == ["reject"]
    later = planner_page("training_needs", **URL)
    table = tables(later, "Keputusan", "Saat itu", "Sekarang")[0]
    assert table["Keputusan"].tolist() == ["ditolak"]
    assert table["Alasan keputusan"].tolist() == ["diselesaikan lewat mutasi"]
    assert "orang, kurang" in table["Saat itu"][0] and "orang" in table["Sekarang"][0]
    assert any(header.value == "Apa yang terjadi pada keputusan Anda" for header in later.header)


@pytest.mark.whole
def test_a_need_marked_not_training_can_be_insisted_on(planner_page):
    session = planner_page("training_needs", **URL)
    other = tables(session, "Alasan bukan pelatihan")
    before = len(other[-1])
    assert before > 0
    count = next(header.value for header in session.header if "bukan masalah pelatihan" in header.value)
    agency, indicator = bare(other[-1]).iloc[0][["Perangkat daerah", "Indikator"]]
    known = names_of(indicator, agency)
    session.multiselect(key="decide_which").set_value([known])
    session.radio(key="decide_what").set_value("accept")
    session = next(button for button in session.button if button.label == "Simpan keputusan").click().run()
    assert next(h.value for h in session.header if "bukan masalah pelatihan" in h.value) != count


@pytest.mark.whole
def test_one_link_of_the_map_is_changed_with_evidence_and_undone_as_a_batch(planner_page):
    session = planner_page("training_needs", **URL)
    session.session_state["need_map"] = True
    session = session.run()
    before = links()

    def send(session, strength, evidence, author):
        session.selectbox(key="map_programme").set_value("PUB-03")
        session.selectbox(key="map_indicator").set_value("DS")
        session.selectbox(key="map_strength").set_value(strength)
        session.text_input(key="map_evidence").set_value(evidence)
        session.text_input(key="map_author").set_value(author)
        session = next(button for button in session.button if button.label == "Simpan hubungan").click().run()
        assert not session.exception
        return session

    session = send(session, 0.6, "", "")
    assert any("dasarnya" in warning.value for warning in session.warning)
    assert links().equals(before)
    session = send(session, 0.6, "pengalaman tiga angkatan", "Bidang Pengembangan")
    row = links().loc[("PUB-03", "DS")]
    assert (row["strength"], row["evidence"], row["author"]) == (0.6, "pengalaman tiga angkatan", "Bidang Pengembangan")
    session = send(session, 0.0, "tidak terbukti", "Bidang Pengembangan")
    assert ("PUB-03", "DS") not in links().index
    assert len(rows("programme_links")) == len(links())
