"""The long template an office fills in: headings, four example rows, and every value its columns allow, in words."""

import pandas as pd

from data.export import tables as export
from data.reading.meaning.file_kinds import TEMPLATE

HEADINGS = [
    heading for heading in TEMPLATE if heading != "daerah"
]  # a region is chosen at upload, or named by `daerah`
SHEET, LISTS = "nilai", "isi yang diterima"


def examples(known, year: int) -> pd.DataFrame:
    """Four rows that read without a question once their agency is known: two of a person, two of an agency, the last
    with what a figure by staff has to say to be published: how many were rated, and by how many raters.

    The NIP is made up: it names a birth date, but its sequence and its owner do not exist.
    """
    tables = (known.indicators, known.sources, known.positions)
    indicator, source, position = (table.set_index("code")["name_id"] for table in tables)
    agency = str(known.agencies["name"].iloc[0]) if len(known.agencies) else "Dinas Kesehatan"
    period, nip = f"Semester 1 {year}", "198503152010011001"
    person = (period, nip, "Contoh Pegawai", "PNS", agency, "Puskesmas Contoh", position["JF_LAYANAN"])
    office = (period, "", "", "", agency, "", "")
    rows = [
        (*person, indicator["KOM"], "82,5", "0", "100", "", source["superior"], "", "", ""),
        (*person, indicator["DS"], "4", "1", "5", "", source["peer"], "penilai-1", "", ""),
        (*office, indicator["BP"], "3,2", "1", "4", "", source["citizen"], "", "120", ""),
        (*office, indicator["KOM"], "81", "0", "100", "", source["peer"], "", "45", "12"),
    ]
    return pd.DataFrame(rows, columns=HEADINGS)


def allowed(known, year: int) -> pd.DataFrame:
    """One row per value a template column takes: column, what to write, its code (several where one name stands for
    several, as an agency's does in each region)."""
    tables = {
        "perangkat_daerah": (known.agencies, "name"), "kelompok_jabatan": (known.positions, "name_id"),
        "indikator": (known.indicators, "name_id"), "sumber_penilai": (known.sources, "name_id"),
        "aturan": (known.rule_sets, "name_id"), "daerah": (known.regions, "name"),
    }  # fmt: skip
    rows = []
    for heading, (table, name) in tables.items():
        rows += [(heading, word, ", ".join(codes)) for word, codes in table.groupby(name, sort=False)["code"]]
    rows += [("jenis_pegawai", word, "") for word in ("PNS", "PPPK", "PPPK paruh waktu")]
    rows += [("periode", word, code) for word, code in _periods(year)]
    return pd.DataFrame(rows, columns=["kolom", "isi", "kode"])


def _periods(year: int) -> list[tuple[str, str]]:
    """The half years and quarters of this year and the one before, and both years, newest first."""
    parts = [(f"{name} {part}", f"{sign}{part}") for name, sign, last in _PARTS for part in range(last, 0, -1)]
    years = [(str(each), [(f"{name} {each}", f"{each}-{sign}") for name, sign in parts]) for each in (year, year - 1)]
    return [period for name, own in years for period in (*own, (name, name))]


_PARTS = (("Semester", "S", 2), ("Triwulan", "Q", 4))


def template_csv(known, year: int) -> bytes:
    """The template as an Indonesian Excel opens it: `;`, decimal comma, UTF-8 with BOM."""
    return export.to_csv(examples(known, year), delimiter=";")


def template_xlsx(known, year: int) -> bytes:
    """The template as a workbook: the sheet to fill in (all text, so that no NIP is damaged), where columns with known
    values offer them, and the sheet of these values. Others may be written: the upload asks about them."""
    listed = allowed(known, year)
    choices = {}
    for heading, rows in listed.groupby("kolom").groups.items():
        if heading in HEADINGS:
            choices[heading] = f"='{LISTS}'!$B${min(rows) + 2}:$B${max(rows) + 2}"  # one heading row, counted from 1
    return export.to_xlsx({SHEET: examples(known, year), LISTS: listed}, fill_in=choices)
