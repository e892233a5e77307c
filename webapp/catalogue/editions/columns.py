"""The columns of an edition's files that are kept, and what tells their rows apart."""

Row = dict[str, str]
Key = tuple[str, ...]

COLUMNS = {
    "frameworks": ("framework_code", "title", "basis", "source_ids", "notes"),
    "packages": (
        "package_code",
        "framework_code",
        "title",
        "level",
        "nation",
        "level_name",
        "display_title",
        "completeness",
        "valid_from",
        "valid_to",
        "lars_id",
        "effective_from",
        "effective_to",
        "fr_ids",
        "basis",
        "source_ids",
        "notes",
    ),
    "assessments": (
        "assessment_code",
        "qan",
        "title",
        "level",
        "component_type",
        "credits",
        "glh",
        "component_basis",
        "verification",
        "source_ids",
        "notes",
    ),
    "package_assessments": (
        "package_code",
        "assessment_code",
        "required",
        "option_alternative",
        "basis",
        "source_ids",
        "notes",
    ),
    "units": (
        "assessment_code",
        "unit_no",
        "unit_ref",
        "title",
        "level",
        "credits",
        "glh",
        "unit_group",
        "verification",
        "source_ids",
    ),
    "sources": ("source_id", "place", "used_for"),
}
KEYS = {table: 2 if table in ("package_assessments", "units") else 1 for table in COLUMNS}
"""How many of the first columns are the key."""
KEPT = ("frameworks", "packages", "assessments")
OWNERS = {"package_assessments": "packages", "units": "assessments"}
"""Tables whose rows belong to a row of another one."""
FILES = {table: f"{table}.md" if table == "sources" else f"{table}.csv" for table in COLUMNS}


def key_of(table: str, row: Row) -> Key:
    return tuple(row[column] for column in COLUMNS[table][: KEYS[table]])
