"""Files nobody here wrote, read with mappings written by hand; known answers are those their publishers printed."""

import pytest

from data.reading import upload
from tests.data.reading.opened import FILES

SURVEY = FILES / "people_survey"
ENGAGEMENT = {2009: 56, 2010: 53, 2011: 49, 2012: 51, 2013: 54, 2016: 59, 2017: 61, 2018: 61}


def code(got, kind, name):
    return got.mapping["values"][kind][name]["add"]["code"]


@pytest.mark.parametrize("year", ENGAGEMENT)
def test_people_survey(read, known, year):
    mapping = {"region": "3403", "period": str(year), "source": "self"}
    first, rows = read(SURVEY / f"{year}.csv", mapping)
    asked = {q.code for q in first.questions if q.blocking}
    if year == 2011:  # shares throughout: 0.54 may be of 1 or of 100
        assert "ask_scale" in asked
        first, rows = read(SURVEY / f"{year}.csv", mapping | {"scale": [0, 1]})
    assert rows.empty and asked - {"ask_scale"} == {"ask_agency", "ask_indicator"}
    got, rows = read(SURVEY / f"{year}.csv", upload.add_unknown(first, "ADMIN", known))
    assert not got.questions and got.rows_refused == 0 and got.rows_kept == len(rows)
    assert got.rows_read == got.rows_kept + got.rows_left_out
    heading = next(q for q in got.mapping["values"]["indicator"] if "ngagement" in q or q == "EES")
    one = rows[(rows["agency"] == code(got, "agency", "Crown Prosecution Service"))]
    one = one[one["indicator"] == code(got, "indicator", heading)]
    assert one["score"].tolist() == [ENGAGEMENT[year]]
    assert one["nip"].isna().all() and set(rows["period"]) == {str(year)}
    added = got.additions["agencies"]["name"]
    assert not added.str.contains("benchmark").any() and len(got.additions["indicators"]) >= 70
    assert set(rows["agency"]) == set(got.additions["agencies"]["code"])
    again, same = read(SURVEY / f"{year}.csv", got.mapping)
    assert same.equals(rows) and again.mapping == got.mapping


@pytest.mark.parametrize(
    ("path", "year", "heading"),
    [
        ("2012.xlsx", 2012, "Employee engagement index"),
        ("2017.xlsx", 2017, "Employee engagement index"),
    ],
)
def test_people_survey_workbooks(read, known, path, year, heading):
    """Title rows, two-level heads, departments as section rows, footnote digits, shares shown as percentages."""
    first, _ = read(SURVEY / path, {"region": "3403", "period": str(year), "source": "self"})
    got, rows = read(SURVEY / path, upload.add_unknown(first, "ADMIN", known))
    assert not [q for q in got.questions if q.blocking]
    one = rows[rows["agency"] == code(got, "agency", "Crown Prosecution Service")]
    one = one[one["indicator"] == code(got, "indicator", heading)]
    assert one["score"].round().tolist() == [ENGAGEMENT[year]] and one["scale_max"].tolist() == [100]


def test_the_workbook_and_the_csv_of_a_year_say_the_same(read, known):
    scores = []
    for path, scale in ((SURVEY / "2012.csv", [0, 100]), (SURVEY / "2012.xlsx", [0, 1])):
        first, _ = read(path, {"region": "3403", "period": "2012", "source": "self", "scale": scale})
        got, rows = read(path, upload.add_unknown(first, "ADMIN", known))
        names = {
            given["add"]["code"]: name for name, given in got.mapping["values"]["agency"].items() if "add" in given
        }
        heading = next(name for name in got.mapping["values"]["indicator"] if name.startswith("Employee engagement"))
        one = rows[rows["indicator"] == code(got, "indicator", heading)]
        scores.append(one.assign(agency=one["agency"].map(names)).set_index("agency")["score"])
    both = scores[0].to_frame("csv").join(scores[1].rename("xlsx"), how="inner")
    assert len(both) > 90 and (both["csv"] - both["xlsx"]).abs().max() <= 0.5 + 1e-9  # the CSV is rounded


def test_fevs_has_the_year_inside_the_heading(read, known):
    mapping = {
        "region": "3403", "source": "self", "scale": [0, 1],
        "columns": {"Agency & Subagency Name": "agency", "Sorting Code": "ignore", "Subsetting Code_2022": "ignore"},
        "values": {"indicator": {"Reporting Level": None, "Response Count": None}},
    }  # fmt: skip
    path = FILES / "others/fevs.csv"
    first, _ = read(path, mapping)
    merged = upload.add_unknown(first, "ADMIN", known)
    merged["values"]["agency"]["Governmentwide"] = {"add": {"code": "GOV", "name": "Governmentwide", "sector": "ADMIN"}}
    got, rows = read(path, merged)
    assert not [q for q in got.questions if q.blocking] and got.detected["layout"] == "period_in_heading"
    engaged = {name: code(got, "indicator", "Employee Engagement: " + name)
               for name in ("Overall", "Leaders Lead", "Supervisors", "Intrinsic Work Experience")}  # fmt: skip
    whole = rows[rows["agency"] == "GOV"].pivot(index="period", columns="indicator", values="raw")
    expected = {"2015": 0.64, "2016": 0.65, "2017": 0.67, "2018": 0.67645355, "2019": 0.68483824, "2020": 0.72447792,
                "2022": 0.70543273}  # fmt: skip
    assert whole[engaged["Overall"]].to_dict() == expected
    parts = whole[[engaged[name] for name in ("Leaders Lead", "Supervisors", "Intrinsic Work Experience")]].mean(axis=1)
    assert (parts - whole[engaged["Overall"]]).abs().max() < 0.007
    assert "2021" not in set(rows["period"])


def test_nhs_is_long_with_fiscal_years_and_starred_cells(read, known):
    mapping = {
        "region": "3403", "source": "citizen", "scale": [0, 100],
        "columns": {"org_code": "agency", "org_name": "ignore", "org_type": "ignore", "measure_statistic": "ignore",
                    "start_date": "ignore", "end_date": "ignore"},
        "leave_out": [{"column": "measure_statistic", "values": ["count"]},
                      {"column": "org_type", "values": ["England", "Commissioning Region", "STP", "ICB"]}],
    }  # fmt: skip
    path = FILES / "others/nhs.csv"
    first, _ = read(path, mapping)
    assert first.mapping["columns"]["reporting_period"] == "period"
    got, rows = read(path, upload.add_unknown(first, "KES", known))
    assert got.problem_counts["period_fiscal"] == 1 and set(rows["period"]) == {str(year) for year in range(2017, 2025)}
    one = rows[(rows["agency"] == code(got, "agency", "8EJ83")) & (rows["period"] == "2024")]
    assert one[one["indicator"] == code(got, "indicator", "reliable_recovery")]["raw"].tolist() == [48]
    assert rows["raw"].between(0, 100).all() and not [q for q in got.questions if q.blocking]


def test_brussels_is_cp1252_with_decimal_commas_and_days_first(read, known):
    mapping = {
        "region": "3403", "source": "citizen", "encoding": "cp1252",
        "columns": {"Classement": "ignore", "Quartier": "agency", "Date": {"field": "period", "cadence": "month"},
                    "Année": "ignore", "Occupancy rate": {"indicator": "Occupancy rate", "scale": [0, 1]},
                    "Average Price": "ignore", "RevPAR": "ignore", "Source": "ignore"},
        "leave_out": {"column": "Quartier", "values": ["All"]},
    }  # fmt: skip
    path = FILES / "others/brussels_hotels.csv"
    asked, none = read(path, {**mapping, "encoding": None})
    assert [q.code for q in asked.questions] == ["encoding_cp1252"] and none.empty
    order, none = read(path, mapping)
    assert "ask_date_order" in {q.code for q in order.questions} and none.empty  # every day is the first of a month
    first, _ = read(path, mapping | {"date_order": "dmy"})
    got, rows = read(path, upload.add_unknown(first, "PARIWISATA", known))
    assert len(rows) == 7 * 58 and set(rows["period"]) >= {"2013-01", "2017-10"} and got.detected["locale"] == "comma"
    ring = rows[(rows["agency"] == code(got, "agency", "Autour du Ring")) & (rows["period"] == "2013-01")]
    assert ring["raw"].tolist() == [pytest.approx(0.53740, abs=1e-3)] and "Quartier Européen" in set(
        got.additions["agencies"]["name"]
    )


def test_ofsted_has_words_for_ratings_and_non_ratings_among_them(read, known):
    words = {"outstanding": 4, "good": 3, "requires improvement": 2, "to requires improvement": 2, "inadequate": 1}
    words |= dict.fromkeys(("not_reported_post_reform", "data_unreadable", "inspection_pre_dates_judgement"))
    grades = ("overall_effectiveness_grade", "impact_of_leaders_grade", "help_and_protection_grade", "in_care_grade",
              "care_leavers_grade")  # fmt: skip
    mapping = {
        "region": "3403", "source": "citizen", "scale": [1, 4], "values": {"score": words},
        "columns": {"local_authority": "agency", "inspection_start_date": {"field": "period", "cadence": "month"},
                    "urn": "ignore", "parser_version": "ignore", "inspection_end_date": "ignore",
                    "publication_date": "ignore"} | {grade: {"indicator": grade} for grade in grades},
    }  # fmt: skip
    path = FILES / "others/ofsted.csv"
    first, _ = read(path, mapping)
    got, rows = read(path, upload.add_unknown(first, "SOSIAL", known))
    assert not [q for q in got.questions if q.blocking] and got.detected["date_order"] == "dmy"
    dorset = rows[(rows["agency"] == code(got, "agency", "dorset")) & (rows["period"] == "2025-03")].set_index(
        "indicator"
    )
    assert dorset.loc[code(got, "indicator", "in_care_grade"), ["raw", "score"]].tolist() == [4, 100]
    assert dorset.loc[code(got, "indicator", "care_leavers_grade"), "score"] == pytest.approx(200 / 3)
    assert set(got.problem_counts) <= {"row_repeated", "row_conflict", "required_empty", "columns_ignored",
                                       "date_unknown", "period_unknown"}  # fmt: skip


def test_an_unknown_word_is_asked_before_any_row_is_taken(read, known):
    mapping = {"region": "3403", "period": "2025", "source": "citizen", "scale": [1, 4],
               "columns": {"grade": {"indicator": "KW"}}, "values": {"score": {"good": 3}}}  # fmt: skip
    got, rows = read("opd;grade\nDinas A;good\nDinas B;great\n", mapping)
    assert rows.empty and "great" in {q.subject for q in got.questions if q.code == "ask_word"}
