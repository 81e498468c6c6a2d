"""Words that names of agencies begin with, and an agency named inside a sentence."""

import re

_WORD = (
    r"(?:dinas|badan|inspektorat|kecamatan|kapanewon|kemantren|kelurahan|kalurahan|distrik|rsud|rumah sakit umum|"
    r"satuan polisi pamong praja|sekretariat daerah|sekretariat dprd|sekretariat dewan|puskesmas|uptd?)"
)
_NAMED = re.compile(
    rf"\b({_WORD}\b(?:(?!\b(?:kabupaten|kota|provinsi|pemerintah|tahun|periode|triwulan|semester|bulan|tw)\b)[^|:;()–]"
    r"(?! [-–] ))*)",
    re.IGNORECASE,
)
AGENCY_START = re.compile(
    r"(?:dinas|badan|inspektorat|kecamatan|kapanewon|kemantren|rsud|rumah sakit umum|satuan polisi|sekretariat d)\b",
    re.IGNORECASE,
)

ISSUERS = re.compile(r"\b(?:kepegawaian|sumber daya manusia|sekretariat daerah)\b")
"""Offices whose letterhead stands above the files of all the others, in keys of names."""


def agency_in(text: str) -> str | None:
    """What reads as an agency's name in a title: "Dinas Kesehatan" of "REKAP Dinas Kesehatan Semester I"."""
    match = _NAMED.search(text)
    return " ".join(match[1].split()) if match else None
