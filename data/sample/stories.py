"""What is planted in the demo, and the truth the tests ask back."""

from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd


class Planted(NamedTuple):
    """One true effect: who has it (None: everybody), on which indicator and source (None: all), how many points from
    the first period on, how many points more each semester, and from which period."""

    story: str
    region: str | None
    sector: str | None
    affair: str | None
    agency: str | None
    indicator: str | None
    source: str | None
    level: float
    slope: float = 0.0
    since: str | None = None


PLANTED = (
    Planted("health_communication", None, "KES", None, None, "KOM", None, -10.0),
    Planted("farm_technology", None, "TANI", None, None, "AD", None, -10.0),
    Planted("district_complaints", None, "WILAYAH", "7.01", None, "BP", None, -8.0),
    Planted("district_complaints", None, "WILAYAH", "7.01", None, "U8", None, -18.0),
    Planted("improver", "3403", None, None, "3403-DPMPTSP", None, None, -17.0, 3.5),
    Planted("weak_improver", "7271", None, None, "7271-DISHUB", None, None, -5.0, 1.4),
    Planted("decliner", "1571", None, None, "1571-PUPR", None, None, 5.0, -3.2),
    Planted("everywhere_low", "1571", None, None, None, "TG", None, -20.0),
    Planted("one_source_only", "7271", None, None, "7271-INSPEKTORAT", "KL", "peer", -14.0),
    Planted("event", "7271", None, None, "7271-DPMPTSP", None, None, 5.0, 0.0, "2024-S2"),
    Planted("break", "3403", None, None, None, "U3", None, 14.0, 0.0, "2024-S2"),
    Planted("citizens_disagree", "3403", None, None, "3403-DUKCAPIL", "U6", None, -22.0),
    Planted("citizens_disagree", "3403", None, None, "3403-DUKCAPIL", "U7", None, -22.0),
)

# Small agencies without any effect of their own: what sets them apart is who happens to work and rate there.
LUCK_ONLY = (
    *("3403-KESBANGPOL", "3403-DISPORA", "3403-ARPUS", "7271-KESBANGPOL", "7271-BPBD", "7271-ARPUS"),
    *("1571-KESBANGPOL", "1571-BPBD", "1571-ARPUS"),
)


class Severity(NamedTuple):
    """A superior who rates all higher (or lower) than others would. leader: which one; None: all of the agency."""

    story: str
    agency: str
    leader: int | None
    points: float


SEVERITIES = (
    Severity("lenient_rater", "3403-KAP-NGAWEN", 2, 16.0),
    Severity("harsh_rater", "7271-DINSOS", 1, -18.0),
    Severity("lenient_agency", "1571-SATPOLPP", None, 10.0),
)


class Hole(NamedTuple):
    """Ratings that were never handed in: share of the agency's people that remains, in which periods, which source."""

    story: str
    agency: str
    periods: tuple[str, ...]
    source: str | None
    remains: float


HOLES = (
    Hole("period_missing", "7271-DLH", ("2023-S2",), None, 0.0),
    Hole("low_coverage", "1571-DISHUB", ("2026-S1",), None, 0.45),
    Hole("no_peers", "3403-DISDAG", ("2022-S2", "2023-S1", "2023-S2", "2024-S1", "2024-S2"), "peer", 0.0),
)

SUCCESSIONS = (
    ("7271", "7271-KOMINFO", "7271-KOMINFOSTAT", "rename", "2025-S1"),
    ("1571", "1571-DISPAR", "1571-DISPARBUD", "merge", "2024-S2"),
    ("1571", "1571-DISBUD", "1571-DISPARBUD", "merge", "2024-S2"),
)
BREAKS = (("3403", "U3", "2024-S2", "Kuesioner SKM diganti: pilihan jawaban unsur waktu pelayanan disusun ulang"),)
EVENTS = (
    ("7271", "7271-DPMPTSP", "2024-S2", "Mal Pelayanan Publik mulai beroperasi", "Public service mall opens"),
    ("3403", "", "2024-S1", "Pemilu serentak", "General election"),
    ("1571", "1571-DISPARBUD", "2024-S2", "Penggabungan Dispar dan Disbud", "Tourism and culture agencies merge"),
)


class Course(NamedTuple):
    """One run of a programme. Where `chosen_on` names an indicator, the lowest scorers of `chosen_in` among every
    second person were sent (the others serve as comparison); else seats went by lot. gain: true points, from the period
    `effective` on."""

    story: str
    agencies: tuple[str, ...]
    programme: str
    title: str
    share: float
    starts: str
    ends: str
    hours: float
    chosen_on: str | None = None
    chosen_in: str | None = None
    gain: float = 0.0
    effective: str | None = None


COURSES = (
    Course("training_worked", ("3403-DINKES", "3403-RSUD"), "KES-01", "Komunikasi terapeutik & keselamatan pasien",
           0.5, "2024-08-05", "2024-10-18", 24.0, "KOM", "2024-S1", 7.0, "2025-S1"),
    Course("training_rebound_only", ("7271-KEC-*",), "PUB-01", "Pelayanan prima",
           0.45, "2024-08-12", "2024-11-01", 24.0, "BP", "2024-S1"),
    Course("training_too_few", ("1571-DISPARBUD",), "PAR-01", "Pemasaran destinasi digital",
           0.12, "2025-03-10", "2025-03-14", 24.0),
    Course("training_too_recent", ("3403-DPP", "3403-DPKH", "3403-DKP"), "PRT-01",
           "Teknologi pertanian modern & alsintan", 0.2, "2026-08-03", "2026-08-14", 40.0),
    Course("background", ("*",), "SOS-01", "Internalisasi BerAKHLAK", 0.2, "2023-05-08", "2023-05-09", 6.0),
    Course("background", ("*",), "DIG-01", "Literasi digital ASN", 0.15, "2024-04-15", "2024-04-17", 12.0),
    Course("background", ("*",), "SOS-03", "Disiplin PNS PP 94/2021", 0.15, "2025-06-02", "2025-06-02", 4.0),
    Course("background", ("*",), "MAN-06", "Manajemen waktu & beban kerja", 0.15, "2026-04-06", "2026-04-07", 8.0),
)  # fmt: skip


@dataclass(frozen=True)
class Truth:
    """What is true in the sample. Points are on the 0-100 scale.

    effects: one row: one agency and indicator: region, agency, sector, indicator, level, slope (points a semester),
             step (of a planted event or break, from its `since` on). The expected superior score t semesters after
             2022-S2 is difficulty + level + slope * t (+ step); peers, self and citizens add their source's bias.
    difficulty: indicator -> expected score of an average person.
    planted: the `Planted` rows that apply to the regions made, as a frame.
    severities: story, region, agency, nip (of the rater), points.
    courses: story, region, programme, agencies, indicator, gain, n (people sent).
    luck_only: agencies with no effect at all. steady: agencies without trend, step, succession or hole.
    """

    effects: pd.DataFrame
    difficulty: dict[str, float]
    planted: pd.DataFrame
    severities: pd.DataFrame
    courses: pd.DataFrame
    luck_only: tuple[str, ...]
    steady: tuple[str, ...]
    holes: pd.DataFrame
