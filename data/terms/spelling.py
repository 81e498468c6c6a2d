"""One text cell: its canonical form, and the key under which two spellings of a name are the same name."""

import re
import unicodedata

from data.terms.memo import remembered

LONGEST = 4_000  # characters in one cell; a longer one is no name, unit or remark
_SPACES = re.compile(r"\s+")
_NOT_WORD = re.compile(r"[^\w%]+")
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "GEORGIAN")
ACTING = re.compile(r"^(?:plt|plh|pjs?|pelaksana tugas|pelaksana harian)\b[.\s]*", re.IGNORECASE)
"""How an acting post begins: Plt. Kepala Dinas."""
_APOSTROPHES = str.maketrans({"‘": "'", "’": "'", "‛": "'", "ʼ": "'", "´": "'", "`": "'"})


@remembered(100_000)
def canonical(text: str) -> tuple[str, str | None]:
    """The canonical form of a text cell, and what had to be done to it.

    Returns (text, None) for a clean cell, (text, "text_cleaned") where invisible characters were taken out, and
    ("", code) where the text must be refused: "text_mixed_script" (one word in two alphabets, so that it looks like a
    name it is not), "text_marks" (heaped combining marks), "text_long", "text_broken" (half a character).
    """
    if text.isascii() and text.isprintable() and len(text) <= LONGEST:
        return (text if "  " not in text else _SPACES.sub(" ", text)).strip(), None
    if len(text) > LONGEST:
        return "", "text_long"
    folded = unicodedata.normalize("NFKC", text).translate(_APOSTROPHES)
    if any(unicodedata.category(char) in ("Cs", "Co", "Cn") for char in folded):
        return "", "text_broken"
    kept = [
        char
        for char in _SPACES.sub(" ", folded)
        if char == "\u00ad" or unicodedata.category(char) not in ("Cf", "Cc")  # a soft hyphen is taken out unannounced
    ]
    cleaned = "".join(kept).replace("\u00ad", "")
    marks = sum(1 for char in cleaned if unicodedata.combining(char))
    if marks > 3 and marks * 4 > len(cleaned):
        return "", "text_marks"
    if any(_mixed(word) for word in cleaned.split()):
        return "", "text_mixed_script"
    return _SPACES.sub(" ", cleaned).strip(), "text_cleaned" if len(kept) != len(_SPACES.sub(" ", folded)) else None


def _mixed(word: str) -> bool:
    if word.isascii():
        return False
    scripts = {unicodedata.name(char, "").split(" ", 1)[0] for char in word if char.isalpha()}
    return len(scripts.intersection(_SCRIPTS)) > 1


@remembered(100_000)
def key(text: str) -> str:
    """What is left of a name when case, accents of typing, punctuation and spacing are put aside.

    "Dinas Kesehatan.", "DINAS  KESEHATAN" and "dinas-kesehatan" share one key. Letters with diacritics stay:
    they may tell two names apart.
    """
    folded = canonical(text)[0].casefold().replace("&", " dan ").replace("_", " ").replace("'", "")
    return _NOT_WORD.sub(" ", folded).strip()


_EXTREMES = "median|modus|tertinggi|terendah|maksimum|minimum|simpangan baku|standar deviasi|standard deviation"
TOTAL_WORDS = (
    "jumlah", "jml", "jlh", "total", "rata", "rerata", "average", *_EXTREMES.split("|"),
)  # fmt: skip
"""One of them is in every name of a row of totals."""
_TOTALS = re.compile(
    r"^(grand |sub ?)?(jumlah|jml|jlh|total|rata rata|rerata|rata2|average)"
    r"( (total|keseluruhan|seluruhnya|umum|nilai|pegawai|jumlah))*$"
    rf"|^((nilai|skor) )?({_EXTREMES})$"
)


def is_total(text: str) -> bool:
    """Whether a cell of a naming column marks a row of sums or means (JUMLAH, TOTAL, RATA-RATA), or of what is
    said of a column in the same place (Tertinggi, Median), not a member."""
    return not text[:1].isdecimal() and bool(_TOTALS.match(key(text)))  # most are NIPs, which need no key


_SUBTOTAL = re.compile(
    r"^(?P<of>.+) (?:(?:sub ?)?total|jumlah|rata rata|rerata|average"
    r"|(?P<rare>count|max|min|stddev|stdev|maks|hitungan))$"
)
_NOBODY = re.compile(
    r"\(blank\)|\(kosong\)|[∑Σσ]|(?:nilai |skor )?(?:mean|median|modus|maks|max|min|maksimum|minimum|maksimal|minimal"
    r"|maximum|tertinggi"
    r"|terendah|tengah|standar deviasi|simpangan baku|std ?dev|standard deviation|std|varians)",
    re.IGNORECASE,
)
MAYBE_SUBTOTAL = re.compile(
    r"(?:total|jumlah|rata|average|count|max|min|std?dev|maks|hitungan|blank\)|kosong\)|mean|median|modus|mum|mal|tertinggi"
    r"|terendah|tengah|deviasi|baku|deviation|std|varians|[∑Σσ])\W*$",
    re.I | re.M,
)
"""A first look at many names, a line each: where it finds nothing, none is of a subtotal."""


def subtotal_of(text: str) -> tuple[str, bool] | None:
    """Of whom a name as spreadsheets give their subtotals speaks ("Dinas Kesehatan Total", "Dinas Kesehatan Rata-rata",
    "(blank)", "Median"), as a key, and whether the name alone is proof: "... Min" is one only beside a row named so."""
    if _NOBODY.fullmatch(text.strip().rstrip(" .:")):
        return "", True
    match = _SUBTOTAL.match(key(text)) if MAYBE_SUBTOTAL.search(text) else None
    return (match["of"], match["rare"] is None) if match else None


_WORKED_OUT = re.compile(
    r"(?:sum|count|max|min|product|std ?devp?|varp?) of .+|(?:jumlah|hitungan|cacah|maks|min|simpangan baku) dari .+"
)


def is_worked_out(heading: str) -> bool:
    """Whether a pivot table says that it summed or counted ratings: "Sum of KOM", "Jumlah dari KOM"; a mean rates."""
    return bool(_WORKED_OUT.fullmatch(key(heading)))


_SUMS = re.compile(
    r"^(?:(?:nilai|skor|hasil|total|jumlah|indeks) )*"
    r"(?:akhir|total|jumlah|ikm|skm|ipkp|nrr|rata rata|rerata|kepuasan masyarakat)"
    r"(?: (?:total|akhir|keseluruhan|seluruhnya|ikm|skm|unsur|nilai|skor|konversi|tertimbang|per unsur|unit pelayanan"
    r"))*$"
)


def is_sum(text: str) -> bool:
    """Whether a heading or an indicator's name stands for what is worked out from the others: Nilai Akhir, IKM."""
    return is_total(text) or bool(_SUMS.match(key(text)))
