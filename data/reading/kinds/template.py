"""The long template an office fills in: headings, three example rows, and every value its columns allow."""

import pandas as pd

from data.export import tables as export
from data.reading.meaning.file_kinds import TEMPLATE

HEADINGS = [
    heading for heading in TEMPLATE if heading != "daerah"
]  # a region is chosen at upload, or named by `daerah`


def examples(known, year: int) -> pd.DataFrame:
    """Three rows that read without a question once their agency is known: two of a person, one of an agency.

    The NIP is made up: it names a birth date, but its sequence and its owner do not exist.
    """
    agency = str(known.agencies["name"].iloc[0]) if len(known.agencies) else "Dinas Kesehatan"
    period, nip = f"{year}-S1", "198503152010011001"
    person = (period, nip, "Contoh Pegawai", "PNS", agency, "Puskesmas Contoh", "JF_LAYANAN")
    office = (period, "", "", "", agency, "", "")
    rows = [
        (*person, "KOM", "82,5", "0", "100", "", "superior", "", ""),
        (*person, "DS", "4", "1", "5", "", "peer", "penilai-1", ""),
        (*office, "BP", "3,2", "1", "4", "", "citizen", "", "120"),
    ]
    return pd.DataFrame(rows, columns=HEADINGS)


def allowed(known) -> pd.DataFrame:
    """One row per value a template column takes: column, value to write, what it means."""
    rows = []
    tables = {
        "perangkat_daerah": (known.agencies, "name"), "kelompok_jabatan": (known.positions, "name_id"),
        "indikator": (known.indicators, "name_id"), "sumber_penilai": (known.sources, "name_id"),
        "aturan": (known.rule_sets, "name_id"), "daerah": (known.regions, "name"),
    }  # fmt: skip
    for heading, (table, name) in tables.items():
        rows += [(heading, code, meaning) for code, meaning in zip(table["code"], table[name], strict=True)]
    rows += [("jenis_pegawai", value, value) for value in ("PNS", "PPPK", "PPPK paruh waktu")]
    rows += [("periode", value, meaning) for value, meaning in (
        ("2025", "setahun"), ("2025-S1", "semester 1"), ("2025-Q3", "triwulan 3"), ("2025-07", "Juli"),
    )]  # fmt: skip
    return pd.DataFrame(rows, columns=["kolom", "isi", "arti"])


def template_csv(known, year: int) -> bytes:
    """The template as an Indonesian Excel opens it: `;`, decimal comma, UTF-8 with BOM."""
    return export.to_csv(examples(known, year), delimiter=";")


def template_xlsx(known, year: int) -> bytes:
    """The template as a workbook: the sheet to fill in (all text, so that no NIP is damaged) and allowed values."""
    return export.to_xlsx({"nilai": examples(known, year), "isi yang diterima": allowed(known)}, fill_in=True)
