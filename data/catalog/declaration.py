"""What the reference tables are: their columns, keys, allowed values and links, as data.

A reference table is edited by planners and shipped as `data/reference/<name>.csv`. A new indicator, weight, programme
or alias is a row of one of these tables; a new column is a line here, and `data/sql/reference.sql` written again
(`data.catalog.views`).
"""

from dataclasses import dataclass

RATINGS = ("above", "meets", "below")
"""The three ratings of PermenPANRB 6/2022: di atas, sesuai, di bawah ekspektasi."""
EMPLOYEE_TYPES = ("pns", "pppk", "pppk_part_time")
GROUPS = ("hasil", "layanan", "perilaku", "manajerial", "sosiokultural", "teknis", "lain")
"""Competency groups: work results, service, conduct, the three kinds of PermenPANRB 38/2017, and any other (`lain`)."""
FIELDS = (
    *("region", "period", "nip", "other_id", "name", "employee_type", "agency", "agency_code", "unit"),
    *("position", "job_title"),
    *("indicator", "raw", "scale", "scale_min", "scale_max", "weight", "rule_set", "source", "rater"),
    *("respondents", "n_raters"),
    *("work_result", "work_behavior", "predicate", "skp_status", "acting", "starts", "ends"),
    *("measure", "value", "target", "active", "programme", "title", "learning_hours", "ignore", "forbidden"),
)
"""What a file's heading can mean. `job_title` is the post's own name, from which a position may be asked; `ignore` is a
column nothing is taken from; `forbidden` is personal data that is dropped before anything is stored."""
MISSING = "missing"


@dataclass(frozen=True)
class Column:
    """One column. `type`: code, text, number, integer, boolean, period, date, or list (codes joined with `|`).

    `ref` names the table whose `code` the value (each value of a list) must be; `low` and `high` bound a number.
    An optional cell may be empty: empty text, codes and lists stay '', empty numbers and dates are null.
    """

    name: str
    type: str = "text"
    required: bool = True
    ref: str | None = None
    low: float | None = None
    high: float | None = None
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """One reference table. `view` is its name in SQL; `row` says what one row is, for readers of that view.

    `key` columns name a row; `valid_from` (a period code, '' is always) makes versions of it. `links` are references of
    several columns at once: (columns here, table, columns there).
    """

    name: str
    view: str
    row: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    links: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...] = ()

    @property
    def header(self) -> list[str]:
        return [column.name for column in self.columns]

    @property
    def dated(self) -> bool:
        """Whether a row has versions by period (and not just a period among its columns)."""
        return any(column.name == "valid_from" and column.type == "period" for column in self.columns)


def _code(name: str = "code", ref: str | None = None, required: bool = True, allowed: tuple[str, ...] = ()) -> Column:
    return Column(name, "code", required, ref, allowed=allowed)


def _number(name: str, low: float, high: float, required: bool = True) -> Column:
    return Column(name, "number", required, low=low, high=high)


_NAMES = (Column("name_id"), Column("name_en"))
_ORD = Column("ord", "integer", low=1)
_NOTE = Column("note", required=False)
_SINCE = Column("valid_from", "period", required=False)
_AGENCY = (("region", "agency"), "agencies", ("region", "code"))

_TABLES = (
    Table(
        "regions", "ref_region",
        "one local government (pemda).",
        ("code",),
        (_code(), Column("name")),
    ),
    Table(
        "sectors", "ref_sector",
        "one of the display sectors.",
        ("code",),
        (_code(), *_NAMES, Column("short_id"), Column("short_en"), _ORD),
    ),
    Table(
        "affairs", "ref_affair",
        "one bidang urusan (Permendagri 90/2019) and its sector.",
        ("code",),
        (_code(), Column("name"), _code("sector", "sectors")),
    ),
    Table(
        "agency_patterns", "ref_agency_pattern",
        "words in an agency's name that suggest a sector.",
        ("pattern",),
        (Column("pattern"), _code("sector", "sectors")),
    ),
    Table(
        "agencies", "ref_agency",
        "one agency (perangkat daerah) of one region.",
        ("region", "code"),
        (_code("region", "regions"), _code(), Column("name"), Column("short"), _code("sector", "sectors"),
         _code("affair", "affairs", required=False)),
    ),
    Table(
        "successions", "ref_succession",
        "one agency that became another: rename continues a line, merge and split are breaks.",
        ("region", "old", "new"),
        (_code("region", "regions"), _code("old"), _code("new"),
         _code("kind", allowed=("rename", "merge", "split")), Column("period", "period")),
        ((("region", "old"), "agencies", ("region", "code")), (("region", "new"), "agencies", ("region", "code"))),
    ),
    Table(
        "indicators", "ref_indicator",
        "one thing that is rated; every indicator belongs to one competency group (grp).",
        ("code",),
        (_code(), *_NAMES, _code("grp", allowed=GROUPS),
         _code("kind", allowed=("starter", "berakhlak", "skj", "skm", "local")),
         Column("definition_id", required=False), Column("definition_en", required=False),
         Column("polarity", "integer", allowed=("1", "-1")), Column("trainable", "boolean")),
    ),
    Table(
        "positions", "ref_position",
        "one position group that carries its own weights.",
        ("code",),
        (_code(), *_NAMES, _ORD),
    ),
    Table(
        "weights", "ref_weight",
        "the weight (of 100) one position gives one indicator from a period on; of several versions the newest "
        "counts.",
        ("position", "indicator"),
        (_code("position", "positions"), _code("indicator", "indicators"), _SINCE, _number("weight", 0, 100), _NOTE),
    ),
    Table(
        "sources", "ref_source",
        "one rater source with its weight (of 1) from a period on.",
        ("code",),
        (_code(), *_NAMES, _SINCE, _number("weight", 0, 1), Column("min_raters", "integer", low=1), _NOTE),
    ),
    Table(
        "standards", "ref_standard",
        "the score one indicator should reach in one position from a period on.",
        ("position", "indicator"),
        (_code("position", "positions"), _code("indicator", "indicators"), _SINCE, _number("standard", 0, 100),
         _NOTE),
    ),
    Table(
        "limits", "ref_limit",
        "one bound that what is released keeps to, in points; it may be raised. `answer_spread` is "
        "an assumption: how far one citizen's answer strays where surveys do not tell it.",
        ("code",),
        (_code(allowed=("spread_floor", "answer_spread")), *_NAMES, _number("points", 3, 25), _NOTE),
    ),
    Table(
        "rule_sets", "ref_rule_set",
        "one rule that scores come from, with its scale; no scale where the rule has no number.",
        ("code",),
        (_code(), *_NAMES, Column("scale_min", "number", required=False),
         Column("scale_max", "number", required=False), Column("valid_from", "date", required=False),
         Column("valid_to", "date", required=False), _NOTE),
    ),
    Table(
        "bands", "ref_band",
        "one named range of one scheme. Ranges may overlap or leave gaps between whole numbers: the note says how "
        "to read them.",
        ("scheme", "code"),
        (_code("scheme"), _code(), *_NAMES, Column("low", "number"), Column("high", "number", required=False),
         _NOTE),
    ),
    Table(
        "predicates", "ref_predicate",
        "one official predicate; codes org_... are of organisations.",
        ("code",),
        (_code(), *_NAMES, _ORD),
    ),
    Table(
        "predicate_matrix", "ref_predicate_matrix",
        "one cell of PermenPANRB 6/2022: rating of work result x rating of behaviour -> predicate. Not symmetric.",
        ("work_result", "work_behavior"),
        (_code("work_result", allowed=RATINGS), _code("work_behavior", allowed=RATINGS),
         _code("predicate", "predicates")),
    ),
    Table(
        "distribution_patterns", "ref_distribution_pattern",
        "one rule of SE MenPANRB 3/2023 on the share (0-1) of predicates (codes joined with |) in a unit.",
        ("org_predicate", "predicates", "rule"),
        (_code("org_predicate", "predicates"), Column("predicates", "list", ref="predicates"),
         _code("rule", allowed=("max", "min", "majority", "exist")), _number("share", 0, 1, required=False), _NOTE),
    ),
    Table(
        "programmes", "ref_programme",
        "something people can be sent to. sectors and positions: codes joined with |, '' is all; prices in "
        "million rupiah a person; hours (JP) null: the region must say.",
        ("code",),
        (_code(), *_NAMES, Column("sectors", "list", required=False, ref="sectors"),
         Column("positions", "list", required=False, ref="positions"), Column("form"),
         _code("path", allowed=("klasikal", "nonklasikal")),
         _code("mode", allowed=("classroom", "blended", "online", "field", "workplace")),
         _number("jp_min", 0, 5000, required=False), _number("jp_max", 0, 5000, required=False),
         _number("price_min", 0, 1000), _number("price_max", 0, 1000), Column("capacity", "integer", low=1),
         Column("organiser", required=False), Column("siasn_kind", "integer", required=False, low=1),
         Column("structural", "boolean"), _NOTE),
    ),
    Table(
        "programme_links", "ref_programme_link",
        "how strongly (0-1] one programme works on one indicator.",
        ("programme", "indicator"),
        (_code("programme", "programmes"), _code("indicator", "indicators"), _number("strength", 0, 1),
         Column("evidence"), Column("author"), Column("since", "date", required=False)),
    ),
    Table(
        "plan_rates", "ref_plan_rate",
        "what a seat costs beside the course, in rupiah; region '' is everywhere.",
        ("region", "code"),
        (_code("region", "regions", required=False), _code(allowed=("travel", "allowance")), *_NAMES,
         _number("rupiah", 0, 100_000_000), _NOTE),
    ),
    Table(
        "plan_accounts", "ref_plan_account",
        "where the money of one programme is budgeted.",
        ("programme",),
        (_code("programme", "programmes"), Column("fund"), Column("activity", required=False),
         Column("account", required=False), _NOTE),
    ),
    Table(
        "aliases", "ref_alias",
        "another spelling of a code: of a heading, an indicator, a position, ...",
        ("kind", "alias"),
        (_code("kind", allowed=("header", "indicator", "position", "source", "agency", "predicate", "rating",
                                "rule_set", "missing", "employee_type", "region", "programme")),
         Column("alias"), _code()),
    ),
    Table(
        "breaks", "ref_break",
        "one indicator ('' is all) whose figures from this period on cannot be compared with earlier ones.",
        ("region", "indicator", "period"),
        (_code("region", "regions"), _code("indicator", "indicators", required=False), Column("period", "period"),
         Column("reason")),
    ),
    Table(
        "events", "ref_event",
        "something that happened, to be marked on charts; agency '' is the whole region.",
        ("region", "agency", "period", "name_id"),
        (_code("region", "regions"), _code("agency", required=False), Column("period", "period"), *_NAMES),
        (_AGENCY,),
    ),
)  # fmt: skip
TABLES: dict[str, Table] = {table.name: table for table in _TABLES}
