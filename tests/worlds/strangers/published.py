# ruff: noqa: E501  one row of a file a line
# fmt: off
"""Figures that other governments publish about their organisations, in the shapes of releases Cermin has not met.

The layouts are those of public releases; the numbers are made up.
"""

from tests.worlds.strangers.made import Case, ods, sheet, text

KEY = ("period", "agency", "indicator", "raw")
ADD = {"kind": "evaluation", "region": "3403", "source": "self"}


def add(kind, **codes):
    return {kind: {name: {"add": {"code": code, "name": name, **({"sector": "ADM"} if kind == "agency" else {})}} for code, name in codes.items()}}


def answers(**more):
    return {"values": add("agency", AGO="Attorney General's Office", CPS="Crown Prosecution Service") | add("indicator", EEI="Employee Engagement Index", MW="My work", BA="B01"), **more}


def cases():
    yield Case("People Survey 2019", "evaluation", survey_2019(), "Civil-Service-People-Survey-2019-All-Organisation-Scores-CSV-format.csv", KEY,
               frozenset({("2019", "AGO", "EEI", 76.0), ("2019", "AGO", "MW", 77.0), ("2019", "AGO", "BA", 91.0), ("2019", "CPS", "EEI", 65.0), ("2019", "CPS", "MW", 76.0), ("2019", "CPS", "BA", 92.0)}),
               mapping=ADD, asked=("set:period", "values.agency", "values.indicator"), answers=answers(period="2019") | {"leave_out": [{"column": "Organisation code", "values": ["CS_MEDIAN", "CS_MEAN"]}]})
    yield Case("People Survey 2015, kolom kosong di ujung, cp1252", "evaluation", survey_2015(), "csps2015_allorganisations_csv.csv", KEY,
               frozenset({("2015", "AGO", "EEI", 74.0), ("2015", "AGO", "MW", 82.0), ("2015", "CPS", "EEI", 54.0), ("2015", "CPS", "MW", 68.0)}),
               mapping=ADD, asked=("encoding_cp1252", "encoding", "set:period", "values.agency", "values.indicator", "leave_out"),
               answers={"encoding": "cp1252", "period": "2015", "values": add("agency", AGO="Attorney General's Office", CPS="Crown Prosecution Service") | add("indicator", EEI="Employee engagement index", MW="[My organisation’s senior managers] empower teams (% agree)"),
                        "leave_out": [{"column": "Organisation", "values": ["Civil Service benchmark (median)"]}]})
    yield Case("People Survey 2014, baris berakhir CR", "evaluation", survey_2015(trailing="").replace(b"\r\n", b"\r").replace(b"\x92", b"'"), "csps2014_allorganisations.csv", KEY,
               frozenset({("2014", "AGO", "EEI", 74.0), ("2014", "AGO", "MW", 82.0), ("2014", "CPS", "EEI", 54.0), ("2014", "CPS", "MW", 68.0)}),
               mapping=ADD, asked=("set:period", "values.agency", "values.indicator"),
               answers={"period": "2014", "values": add("agency", AGO="Attorney General's Office", CPS="Crown Prosecution Service") | add("indicator", EEI="Employee engagement index", MW="[My organisation's senior managers] empower teams (% agree)"),
                        "leave_out": [{"column": "Organisation", "values": ["Civil Service benchmark (median)"]}]})
    yield Case("People Survey 2022 (ODS, judul)", "evaluation", ods(survey_2022(), name="Organisation_scores", more=(("Notes", [["Notes"], ["Scores are percentages"]]),)), "Civil_Service_People_Survey_2022_All_organisation_scores.ods", KEY,
               frozenset({("2022", "AGO", "EEI", 0.76), ("2022", "CPS", "EEI", 0.65), ("2022", "AGO", "MW", 0.77), ("2022", "CPS", "MW", 0.76)}),
               mapping=ADD, asked=("set:period", "set:scale", "values.agency", "values.indicator", "leave_out", "set:sheet", "sheet"),
               answers={"scale": [0, 1], "period": "2022", "values": add("agency", AGO="Attorney General's Office", CPS="Crown Prosecution Service", HMI="HM CPS Inspectorate") | add("indicator", EEI="Employee Engagement Index", MW="My work")})
    yield Case("People Survey panjang per tahun", "evaluation", survey_long(), "csps_organisations_2019.csv", KEY, frozenset({("2019", "ACAS", "EEI", 63.0), ("2019", "AGO", "EEI", 76.0)}), mapping=ADD,
               asked=("set:period", "values.agency", "values.indicator", "column_of", "set:scale"),
               answers={"period": "2019", "scale": [0, 100], "columns": {"uid_org_txt": "agency", "uid_qm_txt": "indicator", "uid_qm_num": "ignore", "response_category": "ignore", "data_type": "ignore"},
                        "values": add("agency", ACAS="ACAS", AGO="AGO") | add("indicator", EEI="000.engagement_index")})
    yield Case("patokan per tahun, tanpa organisasi", "evaluation", benchmarks(), "Median-Benchmark-Scores.csv", mapping=ADD, must_ask=("column_of",), asked=("column_of", "set:agency", "values.indicator", "set:period", "set:scale"))
    yield Case("FEVS indeks menurut tahun", "evaluation", fevs(), "2023-fevs-eei-trends.xlsx", KEY,
               frozenset({("2022", "AF", "EEI", 74.0), ("2023", "AF", "EEI", 75.0), ("2022", "AG", "EEI", 68.0), ("2023", "AG", "EEI", 70.0)}), mapping=ADD | {"scale": [0, 100]},
               asked=("values.agency", "values.indicator", "leave_out", "column_of"), answers={"values": add("agency", AF="Department of the Air Force", AG="Department of Agriculture") | add("indicator", EEI="Employee Engagement Index"), "leave_out": [{"column": "Agency", "values": ["Governmentwide"]}]})
    yield Case("FEVS panjang dengan kolom Year", "evaluation", fevs_long(), "fevs.csv", KEY, frozenset({("2021", "AF", "EEI", 72.0), ("2021", "AF", "LL", 61.0), ("2022", "AF", "EEI", 74.0), ("2022", "AF", "LL", 62.0)}), mapping=ADD | {"scale": [0, 100]},
               asked=("values.agency", "values.indicator"), answers={"values": add("agency", AF="Department of the Air Force") | add("indicator", EEI="Employee Engagement Index", LL="Leaders Lead")})
    yield Case("NHS Staff Survey, beberapa lembar", "evaluation", nhs_workbook(), "NSS23 benchmark results.xlsx", KEY,
               frozenset({("2023", "RWE", "PP1", 7.24), ("2023", "RA2", "PP1", 7.35)}), mapping=ADD | {"scale": [0, 10], "period": "2023"}, asked=("set:sheet", "sheet", "values.agency", "values.indicator", "leave_out", "column_of"),
               answers={"values": {"agency": {name: {"add": {"code": code, "name": name, "sector": "KES"}} for code, name in (("RWE", "University Hospitals of Leicester NHS Trust"), ("RA2", "Royal Surrey NHS Foundation Trust"))}} | add("indicator", PP1="We are compassionate and inclusive")})
    yield Case("NHS panjang, bulan, kode dan nama", "evaluation", nhs_monthly(), "iapt-monthly-2025-09.csv", ("period", "agency", "raw"), frozenset({("2025-09", "RWE", 61.5), ("2025-09", "RA2", 58.0)}), mapping=ADD | {"scale": [0, 100]},
               asked=("values.agency", "values.indicator", "set:cadence", "leave_out", "set:period", "column_of"),
               answers={"cadence": "month", "period": "2025-09", "columns": {"ORG_CODE1": "ignore", "ORG_NAME1": "agency", "ORG_CODE2": "ignore", "ORG_NAME2": "ignore", "REPORTING_PERIOD_START": "ignore", "REPORTING_PERIOD_END": "ignore", "GROUP_TYPE": "ignore", "MEASURE_ID": "ignore"},
                        "leave_out": [{"column": "GROUP_TYPE", "values": ["England"]}], "values": add("agency", RWE="UNIVERSITY HOSPITALS OF LEICESTER", RA2="ROYAL SURREY", R99="TINY TRUST") | add("indicator", REC="Percentage_Recovery")})
    yield Case("Ofsted management information", "evaluation", ofsted(), "Management_information_state_funded_schools_30_April_2024.csv", ("period", "agency", "indicator", "raw"),
               frozenset({("2023-11", "BARNET", "OE", 2.0), ("2024-02", "BEXLEY", "OE", 1.0)}), mapping=ADD | {"source": "citizen", "scale": [1, 4]},
               asked=("set:cadence", "values.agency", "values.indicator", "column_of", "set:date_order", "set:period", "values.score"),
               answers={"cadence": "month", "date_order": "dmy", "columns": {"Web link": "ignore", "URN": "ignore", "School name": "ignore", "Inspection start date": {"field": "period", "cadence": "month"}, "Category of concern": "ignore", "Total number of pupils": "ignore", "Local authority": "agency"},
                        "values": add("agency", BARNET="Barnet", BEXLEY="Bexley") | add("indicator", OE="Overall effectiveness") | {"score": {"Not judged": None}}})
    yield Case("Satu Data Jabar", "evaluation", jabar(), "indeks-kepuasan.csv", mapping={"source": "citizen", "scale": [0, 100]},
               asked=("set:region", "values.region", "column_of", "values.agency", "values.indicator", "set:agency", "set:kind"))
    yield Case("data Prancis", "evaluation", french(), "barometre.csv", mapping=ADD, asked=("values.agency", "values.indicator", "set:scale", "encoding_cp1252", "encoding", "column_of"), must_ask=())
    yield Case("pembelian (bukan data kinerja)", "evaluation", b"DATE,TIME,Qty,PRODUCTID,Price,ProductType,ProductDescription,URL,Comments\r\n08/02/2018,10:12,2,A1,\"1,200.00\",x,\"a \"\"b\"\"\",http://x.y,\r\n", "purchases.csv", mapping={"region": "3403"},
               asked=("set:period", "values.indicator", "column_of", "set:source", "set:scale"))
    yield Case("responden FEVS tanpa organisasi", "evaluation", text([["RANDOM", "AGENCY", "Q1", "Q2", "Q3", "DSEX", "POSTWT"], ["14000001", "AF", 4, 5, "X", "A", 21.5], ["14000002", "AF", 3, 5, 4, "B", 19.5]]), "fevs_prdf.csv", mapping=ADD | {"period": "2022", "scale": [1, 5]},
               asked=("values.agency", "values.indicator", "values.score", "column_of"))


def survey_2019():
    return text([["Departmental Group", "Organisation", "Organisation code", "Response Rate", "Employee Engagement Index", "My work", "B01"], ["000_CS", "Civil Service Benchmark (median)", "CS_MEDIAN", "80%", "63%", "77%", "90%"], ["000_CS", "All civil servants (mean score)", "CS_MEAN", "67%", "60%", "74%", "88%"],
                 ["Attorney General's Departments", "Attorney General's Office", "AGO0000", "100%", "76%", "77%", "91%"], ["Attorney General's Departments", "Crown Prosecution Service", "CPS0000", "68%", "65%", "76%", "92%"]], end="\n")


def survey_2015(trailing=",,,,,"):
    lines = ["Departmental grouping,Organisation,Response rate,Employee engagement index,[My organisation’s senior managers] empower teams (% agree)", "Civil Service,Civil Service benchmark (median),75%,58%,74%",
             "Attorney General's Departments,Attorney General's Office,97%,74%,82%", "Attorney General's Departments,Crown Prosecution Service ,61%,54%,68%"]
    return "".join(line + trailing + "\r\n" for line in lines).encode("cp1252")


def survey_2022():
    return [["Civil Service People Survey 2022: All organisation scores"], ["This worksheet contains one table. Some cells are suppressed [c]."], ["Departmental group", "Organisation", "Organisation code", "Response rate", "Employee Engagement Index", "My work"],
            ["Attorney General's Departments", "Attorney General's Office", "AGO0000", 0.95, 0.76, 0.77], ["Attorney General's Departments", "Crown Prosecution Service", "CPS0000", 0.68, 0.65, 0.76], ["Attorney General's Departments", "HM CPS Inspectorate", "HMCPSI", "[c]", "[c]", "[c]"]]


def survey_long():
    return text([["data_type", "uid_org_txt", "uid_qm_num", "uid_qm_txt", "response_category", "value"], ["organisation", "ACAS", "1.01.001.00", "000.engagement_index", "index", 63], ["organisation", "AGO", "1.01.001.00", "000.engagement_index", "index", 76]], end="\n", quoting=2)


def benchmarks():
    return text([["Measure", "Label", 2009, 2010, 2018], ["EES", "Employee engagement index (B47-B51)", 0.58, 0.56, 0.62], ["B53", "B53. Where I work, action has been taken", "n/a ", "n/a ", 0.36]], end="\n")


def fevs():
    return sheet([["2023 Office of Personnel Management Federal Employee Viewpoint Survey"], ["Employee Engagement Index Trends"], [], ["Agency", "Employee Engagement Index", None], [None, 2022, 2023],
                  ["Governmentwide", 71, 72], ["Department of the Air Force", 74, 75], ["Department of Agriculture", 68, 70], [], ["Note: results are weighted."]], merged=("A4:A5", "B4:C4"))


def fevs_long():
    return text([["Agency", "Year", "Response Count", "Employee Engagement Index", "Leaders Lead"], ["Department of the Air Force", 2021, "12,345", "72%", "61%"], ["Department of the Air Force", 2022, "11,002", "74%", "62%"]])


def nhs_workbook():
    theme = [["NHS Staff Survey 2023"], ["People Promise element scores by organisation"], [], ["Organisation ID", "Organisation Name", "Benchmarking group", "Base size", "We are compassionate and inclusive"],
             ["RWE", "University Hospitals of Leicester NHS Trust", "Acute", 7512, 7.24], ["RA2", "Royal Surrey NHS Foundation Trust", "Acute", 2951, 7.35]]
    return sheet([["NHS Staff Survey 2023"], ["Contents"], ["Notes", "How to read this workbook"]], name="Contents", more=(("Notes", [["Scores are on a scale of 0-10."], ["Results with fewer than 11 respondents are suppressed."]]), ("PP elements", theme)))


def nhs_monthly():
    head = ["REPORTING_PERIOD_START", "REPORTING_PERIOD_END", "GROUP_TYPE", "ORG_CODE1", "ORG_NAME1", "ORG_CODE2", "ORG_NAME2", "MEASURE_ID", "MEASURE_NAME", "MEASURE_VALUE_SUPPRESSED"]
    span = ["2025-09-01", "2025-09-30"]
    return text([head, [*span, "England", "all", "all SubICBs", "all", "all Providers", "M191", "Percentage_Recovery", 50], [*span, "Provider", "RWE", "UNIVERSITY HOSPITALS OF LEICESTER", "all", "all", "M191", "Percentage_Recovery", 61.5],
                 [*span, "Provider", "RA2", "ROYAL SURREY", "all", "all", "M191", "Percentage_Recovery", 58.0], [*span, "Provider", "R99", "TINY TRUST", "all", "all", "M191", "Percentage_Recovery", "*"]], end="\n")


def ofsted():
    return text([["Web link", "URN", "School name", "Local authority", "Inspection start date", "Overall effectiveness", "Category of concern", "Total number of pupils"], ["http://www.ofsted.gov.uk/x", 100001, "A School", "Barnet", "14/11/2023", 2, "NULL", 420], ["http://www.ofsted.gov.uk/y", 100002, "B School", "Bexley", "06/02/2024", 1, "NULL", 210], ["http://www.ofsted.gov.uk/z", 100003, "C School", "Bexley", "13/03/2024", "Not judged", "NULL", 90]])


def jabar():
    return text([["id", "kode_provinsi", "nama_provinsi", "kode_kabupaten_kota", "nama_kabupaten_kota", "indeks_kepuasan_masyarakat", "satuan", "tahun"], [1, 32, "JAWA BARAT", 3201, "KABUPATEN BOGOR", 83.5, "POIN", 2022], [2, 32, "JAWA BARAT", 3273, "KOTA BANDUNG", 85.1, "POIN", 2022]], end="\n")


def french():
    return text([["Année", "Organisation", "Indicateur", "Valeur", "Source"], [2022, "Bruxelles Fiscalité", "Satisfaction", "71,5", "Baromètre"], [2023, "Bruxelles Fiscalité", "Satisfaction", "73,0", "Baromètre"]], ";", encoding="latin-1")
