"""Evaluation rows as an office would send them: the long template, in several habits of writing it."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from data.sample.making import Sample

# How offices name what the codes stand for; each is a shipped name or alias (a test checks).
POSITION_NAMES = {
    "JPT": "JPT/administrator",
    "PENGAWAS": "Pengawas",
    "JF_TEKNIS": "Jabatan fungsional teknis",
    "JF_LAYANAN": "Jabatan fungsional layanan (guru/nakes)",
    "PEL_LAYANAN": "Pelaksana layanan",
    "PEL_ADM": "Pelaksana administrasi",
}
INDICATOR_NAMES = {
    "TG": "Capaian rencana kerja",
    "KW": "Kualitas kerja",
    "BP": "Pelayanan kepada masyarakat",
    "KOM": "Komunikasi",
    "DS": "Disiplin",
    "AD": "Kemampuan beradaptasi & digital",
    "KL": "Kerja sama",
    "KPM": "Kepemimpinan & pembinaan",
}
SOURCE_NAMES = {
    "superior": "atasan",
    "peer": "rekan",
    "subordinate": "bawahan",
    "citizen": "masyarakat",
    "self": "diri sendiri",
}
EMPLOYEE_TYPE_NAMES = {"pns": "PNS", "pppk": "PPPK", "pppk_part_time": "PPPK Paruh Waktu"}
HEADER = {
    "period": "periode",
    "nip": "nip",
    "name": "nama",
    "employee_type": "jenis_pegawai",
    "agency": "perangkat_daerah",
    "unit": "unit",
    "position": "kelompok_jabatan",
    "indicator": "indikator",
    "raw": "nilai",
    "scale_min": "skala_min",
    "scale_max": "skala_maks",
    "rule_set": "aturan",
    "source": "sumber_penilai",
    "rater": "penilai",
    "respondents": "responden",
}


@dataclass(frozen=True)
class Style:
    """How one office writes a CSV."""

    delimiter: str = ";"
    decimal: str = ","
    encoding: str = "utf-8"
    newline: str = "\n"
    named: bool = True  # names of indicators and positions, not codes
    separator_line: bool = False  # Excel's "sep=;" first
    titled: bool = False  # title rows above, a JUMLAH row below
    blank: str = ""  # how an empty cell is written


STYLES = {
    "template": Style(),
    "codes": Style(named=False),
    "excel": Style(encoding="utf-8-sig", newline="\r\n", separator_line=True),
    "comma": Style(delimiter=",", decimal="."),
    "titled": Style(encoding="utf-8-sig", newline="\r\n", titled=True, blank="-"),
}


def write_office_file(sample: Sample, region: str, period: str, path: Path, style: str | Style = "template") -> int:
    """Write one region's evaluation of one period as the long template. Returns the number of data rows written."""
    how = STYLES[style] if isinstance(style, str) else style
    rows = sample.evaluation
    rows = rows[(rows["region"] == region) & (rows["period"] == period)]
    agencies = sample.reference["agencies"].set_index("code")["name"]
    texts = {
        "period": rows["period"].astype(str),
        "agency": rows["agency"].astype(str).map(agencies),
        "raw": _numbers(rows["raw"], how.decimal),
        "scale_min": _numbers(rows["scale_min"], how.decimal),
        "scale_max": _numbers(rows["scale_max"], how.decimal),
        "source": rows["source"].astype(str).map(SOURCE_NAMES),
        "employee_type": rows["employee_type"].astype(object).map(EMPLOYEE_TYPE_NAMES),
    }
    if how.named:
        texts["position"] = rows["position"].astype(object).map(POSITION_NAMES)
        texts["indicator"] = rows["indicator"].astype(str).replace(INDICATOR_NAMES)
    frame = pd.DataFrame({HEADER[column]: texts.get(column, rows[column]) for column in HEADER})
    place = sample.reference["regions"].set_index("code")["name"][region]
    title = f"REKAP PENILAIAN KINERJA PEGAWAI TAHUN {period[:4]}{how.newline}{place}{how.newline}{how.newline}"
    with path.open("w", encoding=how.encoding, newline="") as out:
        if how.separator_line:
            out.write(f"sep={how.delimiter}{how.newline}")
        if how.titled:
            out.write(title)
        frame.to_csv(out, sep=how.delimiter, index=False, na_rep=how.blank, lineterminator=how.newline)
        if how.titled:
            out.write(how.delimiter.join(["JUMLAH", *[""] * 7, str(len(frame)), *[""] * 6]) + how.newline)
    return len(frame)


def _numbers(values: pd.Series, decimal: str) -> pd.Series:
    """87 as 87, 87.5 as 87,5: what a person would type."""
    known = {value: f"{value:.4f}".rstrip("0").rstrip(".").replace(".", decimal) for value in values.unique()}
    return values.map(known)
