"""Demo data made from a known truth: five regions, eight semesters, planted stories that tests ask back."""

from data.sample.growth import growth, growth_agencies
from data.sample.making import Sample, make
from data.sample.null import null_world
from data.sample.office import STYLES, Style, write_office_file
from data.sample.places import PERIODS, REGIONS
from data.sample.stories import Truth

__all__ = [
    "PERIODS",
    "REGIONS",
    "STYLES",
    "Sample",
    "Style",
    "Truth",
    "growth",
    "growth_agencies",
    "make",
    "null_world",
    "write_office_file",
]
