"""The five regions of the demo, their agencies, and the codes the sample speaks."""

from pathlib import Path

import pandas as pd

REGIONS = {
    "3403": "Kabupaten Gunungkidul",
    "7271": "Kota Palu",
    "1571": "Kota Jambi",
    "357823": "Kecamatan Gayungan",
    "127104": "Kecamatan Medan Amplas",
}
PERIODS = ("2022-S2", "2023-S1", "2023-S2", "2024-S1", "2024-S2", "2025-S1", "2025-S2", "2026-S1")

# What each region's forms ask for: lowest value, highest value, decimals written.
SCALES = {
    "3403": (0.0, 100.0, 0),
    "7271": (0.0, 100.0, 1),
    "1571": (1.0, 10.0, 1),
    "357823": (0.0, 100.0, 0),
    "127104": (1.0, 4.0, 2),
}
RULE_SET, SURVEY_RULE_SET = "P6_2022", "SKM_2017"

# What the offices of the demo rate, and the rating to expect of a usual employee, 0-100.
DIFFICULTY = {"TG": 80.0, "KW": 79.0, "BP": 79.0, "KOM": 78.0, "DS": 82.0, "AD": 77.0, "KL": 80.0, "KPM": 78.0}
# Expected SKM answers, 0-100 of the 1-4 scale: fees are seldom a complaint, rooms and speed often are.
SURVEY_DIFFICULTY = {
    "U1": 76.0, "U2": 75.0, "U3": 71.0, "U4": 84.0, "U5": 76.0, "U6": 78.0, "U7": 78.0, "U8": 76.0, "U9": 71.0,
}  # fmt: skip
RATED, SURVEY = tuple(DIFFICULTY), tuple(SURVEY_DIFFICULTY)
INDICATORS = RATED + SURVEY
POSITIONS = ("JPT", "PENGAWAS", "JF_TEKNIS", "JF_LAYANAN", "PEL_LAYANAN", "PEL_ADM")
SOURCES = ("superior", "peer", "subordinate", "citizen", "self")
EMPLOYEE_TYPES = ("pns", "pppk", "pppk_part_time")

SUPERIOR, PEER, SUBORDINATE, CITIZEN, SELF = range(5)
JPT, PENGAWAS, JF_TEKNIS, JF_LAYANAN, PEL_LAYANAN, PEL_ADM = range(6)


def agencies() -> pd.DataFrame:
    """One row: one agency of the demo. `people` is its usual size (0: it takes over an older agency's people),
    `layout` how its units are cut, `citizens` how it hears citizens (none, agency, units, persons)."""
    frame = pd.read_csv(Path(__file__).with_name("agencies.csv"), dtype=str)
    frame["people"] = frame["people"].astype(int)
    frame["code"] = frame["region"] + "-" + frame["code"]
    return frame
