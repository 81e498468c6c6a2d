"""The shipped reference tables against the field's rules, the checks against broken rows, the views on DuckDB."""

import csv
import shutil
from pathlib import Path

import duckdb
import pytest

from data.catalog import catalog, views
from data.catalog.catalog import BrokenReference, Known, fact_rows, guess_sector
from data.catalog.declaration import FIELDS, TABLES
from data.catalog.files import FOLDER, load_checked, load_shipped, reference_sha
from data.terms.problems import words
from tests.worlds import shipped as shipped_tables

SQL = Path(catalog.__file__).parents[1] / "sql"
STARTERS = ["TG", "KW", "BP", "KOM", "DS", "AD", "KL", "KPM"]
POSITIONS = ["JPT", "PENGAWAS", "JF_TEKNIS", "JF_LAYANAN", "PEL_LAYANAN", "PEL_ADM"]


def rows_of(table: str) -> list[dict]:
    """The shipped rows as a plain csv reader sees them."""
    with (FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def validate_rows(table: str, rows: list[dict], current=None) -> list:
    """`catalog.validate_rows` beside the shipped tables, or others."""
    return catalog.validate_rows(table, rows, current or shipped_tables.tables())


@pytest.fixture(scope="module")
def known() -> Known:
    return shipped_tables.known()


@pytest.fixture(scope="module")
def shipped():
    return load_checked()


@pytest.fixture
def connection(shipped):
    """A DuckDB whose reference views stand on the shipped rows."""
    con = duckdb.connect()
    con.execute((SQL / "tables.sql").read_text("utf-8"))
    con.execute((SQL / "current.sql").read_text("utf-8"))
    con.execute((SQL / "reference.sql").read_text("utf-8"))
    batch(con, 0)
    add(con, 0, shipped.rows)
    yield con
    con.close()


def batch(con: duckdb.DuckDBPyConnection, batch_id: int) -> None:
    con.execute(
        "insert into batch (batch_id, kind, file_name, sha256, actor, received_at, demo, rows_read, rows_kept, "
        "rows_refused) values ($batch, 'reference', 'x', '', 'a', timestamp '2026-01-01', false, 0, 0, 0)",
        {"batch": batch_id},
    )


def add(con: duckdb.DuckDBPyConnection, batch_id: int, rows) -> None:
    con.register("given", rows)
    con.execute(
        "insert into reference_fact select $batch, line, table_name, key, valid_from, retired, row_json from given",
        {"batch": batch_id},
    )
    con.unregister("given")


def test_every_shipped_table_loads_clean():
    rows, problems = load_shipped()
    assert problems == []
    assert rows.groupby("table_name").size().to_dict() == {
        name: count for name in TABLES if (count := len(rows_of(name)))
    }
    assert not rows.duplicated(["table_name", "key", "valid_from"]).any()


def test_the_tables_hold_what_the_field_has():
    assert [row["code"] for row in rows_of("sectors")] == [
        *("PEND", "KES", "INFRA", "TANI", "PARIWISATA", "SOSIAL", "ADMIN", "WILAYAH")
    ]
    assert [row["code"] for row in rows_of("positions")] == POSITIONS
    assert len(rows_of("programmes")) == 44
    assert len(rows_of("affairs")) == 42
    indicators = {row["code"]: row for row in rows_of("indicators")}
    assert set(STARTERS) < set(indicators)
    skj = {"m1", "m2", "m4", "m5", "m6", "m7", "m8", "m9"}
    assert set(indicators) - set(STARTERS) == {"AK", "KO", "HA", "LO"} | skj | {f"U{n}" for n in range(1, 10)}
    assert all(row["definition_id"] and row["definition_en"] for row in indicators.values())
    skm = {code for code, row in indicators.items() if row["kind"] == "skm" and row["trainable"] == "true"}
    assert skm == {"U6", "U7", "U8"}


def test_weights_are_those_of_the_field_and_sum_to_100():
    weights_of_field = {
        "TG": (30, 25, 30, 20, 15, 25),
        "KW": (15, 20, 25, 20, 15, 25),
        "BP": (10, 10, 5, 20, 30, 5),
        "KOM": (10, 10, 5, 10, 15, 10),
        "DS": (5, 10, 10, 10, 15, 20),
        "AD": (10, 10, 15, 10, 5, 10),
        "KL": (5, 10, 10, 10, 5, 5),
        "KPM": (15, 5, 0, 0, 0, 0),
    }
    found = {(row["position"], row["indicator"]): float(row["weight"]) for row in rows_of("weights")}
    assert found == {(POSITIONS[n], code): weights[n] for code, weights in weights_of_field.items() for n in range(6)}
    assert {sum(weight for (who, _), weight in found.items() if who == position) for position in POSITIONS} == {100}
    assert sum(float(row["weight"]) for row in rows_of("sources")) == pytest.approx(1)


def test_all_nine_cells_of_the_matrix():
    found = {(row["work_result"], row["work_behavior"]): row["predicate"] for row in rows_of("predicate_matrix")}
    assert found == {
        ("above", "below"): "poor_misconduct",
        ("above", "meets"): "good",
        ("above", "above"): "very_good",
        ("meets", "below"): "poor_misconduct",
        ("meets", "meets"): "good",
        ("meets", "above"): "good",
        ("below", "below"): "very_poor",
        ("below", "meets"): "needs_improvement",
        ("below", "above"): "needs_improvement",
    }
    assert found["meets", "below"] != found["below", "meets"]


def test_every_starter_indicator_has_a_programme_that_scores_may_suggest():
    open_to_all = {row["code"] for row in rows_of("programmes") if row["structural"] == "false"}
    assert {row["code"] for row in rows_of("programmes")} - open_to_all == {f"STR-0{n}" for n in range(1, 5)}
    linked = {row["indicator"] for row in rows_of("programme_links") if row["programme"] in open_to_all}
    assert set(STARTERS) <= linked
    assert {row["programme"] for row in rows_of("programme_links")} == {row["code"] for row in rows_of("programmes")}
    assert {
        row["indicator"]: row["strength"] for row in rows_of("programme_links") if row["programme"] == "KES-01"
    } == {
        "KOM": "1",
        "BP": "0.6",
        "U7": "0.3",
    }


@pytest.mark.parametrize("table", ["weights", "standards", "sources", "programmes"])
def test_estimates_say_so(table):
    assert all("perkiraan" in row["note"] for row in rows_of(table))


def test_every_alias_points_at_a_real_code_and_means_one_thing(known):
    targets = {
        "header": set(FIELDS),
        "indicator": set(known.indicators["code"]),
        "position": set(known.positions["code"]),
        "source": set(known.sources["code"]),
        "predicate": set(known.predicates["code"]),
        "rating": {"above", "meets", "below"},
        "rule_set": set(known.rule_sets["code"]),
        "missing": {"missing"},
        "employee_type": {"pns", "pppk", "pppk_part_time"},
        "region": set(known.regions["code"]),
    }
    assert set(known.aliases["kind"]) == set(targets)
    for row in known.aliases.itertuples():
        assert row.code in targets[row.kind], row.alias


@pytest.mark.parametrize(
    ("kind", "alias", "code"),
    [
        ("header", "perangkat_daerah", "agency"),
        ("header", "skpd", "agency"),
        ("header", "unor_induk", "agency"),
        ("header", "kelompok_jabatan", "position"),
        ("header", "jenis_jabatan", "position"),
        ("header", "sumber_penilai", "source"),
        ("header", "skala_maks", "scale_max"),
        ("header", "nik", "forbidden"),
        ("indicator", "m3", "KOM"),
        ("source", "masyarakat", "citizen"),
        ("source", "diri", "self"),
        ("position", "guru", "JF_LAYANAN"),
        ("position", "administrator", "JPT"),
        ("predicate", "butuh perbaikan/cukup", "needs_improvement"),
        ("predicate", "kurang / misconduct", "poor_misconduct"),
        ("predicate", "istimewa", "org_outstanding"),
        ("rating", "diatas ekspektasi", "above"),
        ("rating", "dibawah", "below"),
        ("region", "Gunungkidul", "3403"),
        ("missing", "belum dinilai", "missing"),
        ("employee_type", "pppk paruh waktu", "pppk_part_time"),
    ],
)
def test_spellings_the_field_uses(known, kind, alias, code):
    row = known.aliases[(known.aliases["kind"] == kind) & (known.aliases["alias"] == alias)]
    assert row["code"].tolist() == [code]


@pytest.mark.parametrize(
    ("name", "sector"),
    [
        ("Dinas Pendidikan dan Kebudayaan", "PEND"),
        ("DINAS PENDIDIKAN, PEMUDA DAN OLAHRAGA", "PEND"),
        ("SD Negeri 2 Kecamatan Wonosari", "PEND"),
        ("SMAN 1 Palu", "PEND"),
        ("Dinas Kesehatan", "KES"),
        ("UPTD Puskesmas Wonosari I", "KES"),
        ("RSUD Raden Mattaher", "KES"),
        ("Dinas Pekerjaan Umum, Penataan Ruang & Perumahan", "INFRA"),
        ("DPUPRKP", "INFRA"),
        ("Dinas Lingkungan Hidup", "INFRA"),
        ("Dinas Perhubungan", "INFRA"),
        ("Dinas Pertanian dan Pangan", "TANI"),
        ("Dinas Kelautan dan Perikanan", "TANI"),
        ("Dinas Pariwisata dan Kebudayaan", "PARIWISATA"),
        ("Dinas Kebudayaan (Kundha Kabudayan)", "PARIWISATA"),
        ("Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu", "PARIWISATA"),
        ("Disdagperin", "PARIWISATA"),
        ("Satuan Polisi Pamong Praja", "SOSIAL"),
        ("DP3AP2KB", "SOSIAL"),
        ("Dinas Pemberdayaan Masyarakat dan Desa", "SOSIAL"),
        ("Badan Kesatuan Bangsa dan Politik", "SOSIAL"),
        ("BPBD", "SOSIAL"),
        ("Badan Kepegawaian, Pendidikan dan Pelatihan", "ADMIN"),
        ("Badan Pendidikan dan Pelatihan Daerah", "ADMIN"),
        ("Bagian Kesejahteraan Rakyat Setda", "ADMIN"),
        ("Sekretariat DPRK", "ADMIN"),
        ("Inspektorat Daerah", "ADMIN"),
        ("BKPSDM", "ADMIN"),
        ("Dinas Kependudukan dan Pencatatan Sipil", "WILAYAH"),
        ("Kapanewon Wonosari", "WILAYAH"),
        ("Kemantren Danurejan", "WILAYAH"),
        ("Kecamatan Gayungan", "WILAYAH"),
        ("Kelurahan Menanggal", "WILAYAH"),
        ("Distrik Sentani", "WILAYAH"),
        ("Crown Prosecution Service", None),
        ("UPTD", None),
        ("", None),
    ],
)
def test_sector_an_agency_name_speaks_of(known, name, sector):
    assert guess_sector(name, known) == sector


JPT_ENDS = 1 + sum(row["position"] == "JPT" for row in rows_of("weights"))  # its rows stand first
BROKEN = [
    ("weights", "JPT,TG,,30,", "JPT,TG,,31,", "reference_sum", JPT_ENDS, "JPT 101"),
    ("weights", "JPT,TG,,30,", "JPT,TX,,30,", "reference_unknown", 2, "TX"),
    ("weights", "JPT,TG,,30,", "JPT,TG,,tiga puluh,", "reference_value", 2, "tiga puluh"),
    ("weights", "JPT,TG,,30,", 'JPT,TG,,"30,5",', "reference_value", 2, "30,5"),
    ("weights", "JPT,TG,,30,", "JPT,TG,2025-13,30,", "reference_value", 2, "2025-13"),
    ("weights", "JPT,KW,,15,", "JPT,TG,,15,", "reference_duplicate", 3, "JPT|TG"),
    ("weights", "JPT,TG,,30,", "JPT,TG,,30,x,", "reference_cells", 2, "6"),
    ("weights", "position,indicator,", "posisi,indicator,", "reference_header", 1, "posisi,"),
    ("sectors", "PEND,Pendidikan,", "PEND,,", "reference_empty", 2, ""),
    ("sectors", "PEND,Pendidikan,", 'PEND,"Pendidikan,', "reference_quotes", 2, None),
    ("indicators", "hasil,starter", "lainnya,starter", "reference_value", 2, "lainnya"),
    ("programme_links", "STR-01,LO,1,", "STR-01,LO,1.5,", "reference_range", 2, "1.5"),
    ("programme_links", "STR-01,LO,1,", "STR-01,LO,0,", "reference_range", 2, "0"),
    ("programmes", ",300,650,5.3,11.5,", ",300,650,11.5,5.3,", "reference_order", 2, "11.5"),
    ("programmes", "ADMIN,,bimtek", "ADMIN|X,,bimtek", "reference_unknown", 12, "X"),
    ("predicate_matrix", "above,above,very_good\n", "", "reference_incomplete", None, None),
    ("aliases", "indicator,mutu kerja,KW", "indicator,Disiplin,KW", "reference_ambiguous", None, "Disiplin"),
    ("aliases", "indicator,mutu kerja,KW", "indicator,mutu kerja,KX", "reference_unknown", None, "KX"),
    ("aliases", "source,warga,citizen", "source,MASYARAKAT,citizen", "reference_duplicate", None, "MASYARAKAT"),
    ("aliases", "header,skpd,agency", "header,skpd,badan", "reference_unknown", None, "badan"),
    ("rule_sets", "0,120,2021-07-01", "0,120,01/07/2021", "reference_value", 3, "01/07/2021"),
    ("rule_sets", ",1,4,2017-01-01", ",4,4,2017-01-01", "reference_order", None, "4"),
]


@pytest.mark.parametrize(("table", "before", "after", "code", "line", "found"), BROKEN)
def test_a_broken_row_is_named_with_file_row_and_reason(tmp_path, table, before, after, code, line, found):
    folder = tmp_path / "reference"
    shutil.copytree(FOLDER, folder)
    path = folder / f"{table}.csv"
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")
    _, problems = load_shipped(folder)
    problem = next(problem for problem in problems if problem.code == code)
    assert problem.detail["file"] == f"{table}.csv"
    if line is not None:
        assert problem.row == line
    if found is not None:
        assert found in problem.found
    with pytest.raises(BrokenReference) as stopped:
        load_checked(folder)
    place = f"{table}.csv" + (f" baris {problem.row}" if problem.row else "")
    assert f"{place}: {words(problem)['what']}" in str(stopped.value)
    assert all(words(problem, lang)[part] for lang in ("id", "en") for part in ("what", "expected", "fix"))


def test_all_problems_are_told_at_once_and_bytes_that_are_not_utf8_too(tmp_path):
    folder = tmp_path / "reference"
    shutil.copytree(FOLDER, folder)
    (folder / "regions.csv").write_bytes(b"code,name\n3403,Gunung\xe9\n")
    (folder / "events.csv").unlink()
    (folder / "breaks.csv").write_text("", "utf-8")
    positions = folder / "positions.csv"
    positions.write_text(positions.read_text("utf-8").replace(",1\n", ",satu\n").replace(",2\n", ",0\n"), "utf-8")
    _, problems = load_shipped(folder)
    assert [(problem.detail["table"], problem.code, problem.row) for problem in problems] == [
        ("regions", "reference_encoding", 2),
        ("positions", "reference_value", 2),
        ("positions", "reference_range", 3),
        ("breaks", "reference_header", 1),
        ("events", "reference_file", None),
    ]


def test_the_hash_changes_with_a_row(tmp_path):
    folder = tmp_path / "reference"
    shutil.copytree(FOLDER, folder)
    assert reference_sha(folder) == load_checked().sha256
    with (folder / "regions.csv").open("a", encoding="utf-8") as file:
        file.write("3404,Kabupaten Sleman\n")
    assert reference_sha(folder) != load_checked().sha256


def test_the_file_of_views_is_what_the_declaration_writes():
    assert (SQL / "reference.sql").read_text("utf-8") == views.written()


def test_views_have_the_columns_of_their_tables_and_every_row(connection):
    for table in TABLES.values():
        view = connection.sql(f"from {table.view}")
        assert view.columns == table.header
        assert len(view.fetchall()) == len(rows_of(table.name))


def test_views_are_typed(connection):
    number = connection.execute("select sum(weight), min(typeof(weight)), min(valid_from) from ref_weight").fetchone()
    assert number == (600.0, "DOUBLE", "")
    rule = connection.execute(
        "select scale_min, valid_from, valid_to from ref_rule_set where code = 'P6_2022'"
    ).fetchone()
    assert rule[0] is None and rule[1].isoformat() == "2022-01-01" and rule[2] is None
    hours = connection.execute(
        "select jp_min, jp_max, sectors, structural from ref_programme where code = 'NON-03'"
    ).fetchone()
    assert hours == (None, None, "", False)


def test_known_from_the_store_views_is_known_from_the_files(connection, known):
    asked = "select row_json from reference_current where table_name = $name order by key, valid_from"
    stored = Known.from_tables(
        lambda name: catalog.table_rows(name, connection.execute(asked, {"name": name}).df()), {"abc": {}}
    )
    assert stored.mappings == {"abc": {}}
    for name in ("indicators", "programmes", "aliases", "rule_sets", "agencies"):
        one, other = getattr(stored, name), getattr(known, name)
        assert one.columns.tolist() == other.columns.tolist() == TABLES[name].header
        assert len(one) == len(other) == len(rows_of(name))


NEW = {
    "indicators": {
        "code": "TAK_DIKIRIM",
        "name_id": "Indikator yang tidak dikirim",
        "name_en": "An indicator that does not ship",
        "grp": "lain",
        "kind": "local",
        "polarity": 1,
        "trainable": True,
    },
    "programmes": {
        "code": "LOK-01",
        "name_id": "Kelas inovasi",
        "name_en": "Innovation class",
        "sectors": "KES|PEND",
        "form": "workshop",
        "path": "klasikal",
        "mode": "classroom",
        "jp_min": 8.0,
        "jp_max": float("nan"),
        "price_min": 0,
        "price_max": 0.5,
        "capacity": 30.0,
        "structural": False,
    },
    "aliases": {"kind": "indicator", "alias": "Tepat janji", "code": "DS"},
    "regions": {"code": "3404", "name": "Kabupaten Sleman"},
}


@pytest.mark.parametrize("table", NEW)
def test_a_new_indicator_programme_or_alias_is_a_row(connection, table):
    assert validate_rows(table, [NEW[table]]) == []
    view = TABLES[table].view
    before = len(connection.sql(f"from {view}").fetchall())
    batch(connection, 1)
    add(connection, 1, fact_rows(table, [NEW[table]]))
    assert len(connection.sql(f"from {view}").fetchall()) == before + 1
    add(connection, 1, fact_rows(table, [NEW[table] | {"retired": True}]).assign(line=2))
    assert len(connection.sql(f"from {view}").fetchall()) == before


def codes_of(problems) -> list[tuple[str, int | None]]:
    return [(problem.code, problem.row) for problem in problems]


def test_a_planner_s_weights_must_add_up_from_their_period_on():
    later = [
        {"position": "JPT", "indicator": "TG", "valid_from": "2026-S1", "weight": 20},
        {"position": "JPT", "indicator": "KW", "valid_from": "2026-S1", "weight": 25},
    ]
    assert validate_rows("weights", later) == []
    assert codes_of(validate_rows("weights", later[:1])) == [("reference_sum", 1)]


def test_edits_are_checked_against_what_stands():
    assert codes_of(validate_rows("standards", [{"position": "JPT", "indicator": "TX", "standard": 80}])) == [
        ("reference_unknown", 1)
    ]
    taken = validate_rows("indicators", [{"code": "TG", "retired": True}])
    assert {problem.code for problem in taken} == {"reference_in_use"}
    assert {problem.detail["table"] for problem in taken} >= {"weights", "standards", "programme_links", "aliases"}
    same = NEW["regions"]
    assert codes_of(validate_rows("regions", [same, same])) == [("reference_duplicate", 2)]
    agency = {"region": "3403", "code": "DINKES", "name": "Dinas Kesehatan", "short": "Dinkes", "sector": "KES"}
    assert validate_rows("agencies", [agency]) == []
    assert codes_of(validate_rows("agencies", [agency | {"region": "9999"}, agency | {"code": "a|b"}])) == [
        ("reference_value", 2),
        ("reference_unknown", 1),
    ]
    renamed = {"region": "3403", "old": "DINKES", "new": "DKK", "kind": "rename", "period": "2025-S1"}
    assert codes_of(validate_rows("successions", [renamed])) == [("reference_unknown", 1), ("reference_unknown", 1)]


def test_edits_are_checked_against_the_given_tables():
    tables = {name: rows_of(name) for name in TABLES}
    tables["agencies"] = [
        {"region": "3403", "code": code, "name": code, "short": code, "sector": "KES"} for code in ("DINKES", "DKK")
    ]
    renamed = {"region": "3403", "old": "DINKES", "new": "DKK", "kind": "rename", "period": "2025-S1"}
    assert validate_rows("successions", [renamed], tables) == []
    tables["successions"] = [renamed]
    gone = validate_rows("agencies", [{"region": "3403", "code": "DKK", "retired": True}], tables)
    assert codes_of(gone) == [("reference_in_use", None)]


def test_rows_that_cannot_be_stored_are_refused():
    with pytest.raises(BrokenReference, match=r"regions\.csv baris 1"):
        fact_rows("regions", [{"code": "3404"}])
