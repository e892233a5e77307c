"""Law 4: where SQL stands and what it may read; the tables and their order in schema.sql."""

import re
from collections.abc import Iterator

from tests.house_tree import CORRIDOR, House, bare

_SHAPES = (
    r"select\s(?=.*\sfrom\s|\s*[\d?:*(])|insert\s+(or\s+\w+\s+)?into\b|replace\s+into\b|delete\s+from\b"
    r"|update\s+\S+\s+set\b|create\s+(temp\w*\s+|unique\s+|virtual\s+)*(table|index|view|trigger)\b"
    r"|drop\s+(table|index|view|trigger)\b|alter\s+table\b|pragma\s+\w|reindex\b|vacuum\b|analyze\b"
    r"|begin\s+(immediate|exclusive|deferred|transaction)|savepoint\s|attach\s"
    r"|with\s+(recursive\s+)?\w+\s*(\([^)]*\)\s*)?as\s+\("
)
BEGINS = re.compile(rf"\s*({_SHAPES})", re.I | re.S)
PIECE = re.compile(
    r"\border by \w|\bgroup by \w|\bjoin \w+ (on|using)\b|\bvalues \([?:]"
    r"|\bwhere \w+(\.\w+)? (=|<|>|in \(|is null|is not null|like )"
)
# What concerns the file as a whole: its settings, its free pages, and tables that a copy leaves
# out.
OF_DB = re.compile(r"\s*((pragma|begin)\s|vacuum$|delete from \{\w+\}$)", re.I)
OF_FILE = ("db", "backup", "restore")
READ = re.compile(r"\b(?:from|join)\s+(\w+)", re.I)


def is_sql(text: str) -> bool:
    """A statement or a piece of one; a sentence that begins with Select has a capital."""
    first = text.split(maxsplit=1)[0] if text.strip() else ""
    return not first.istitle() and bool(BEGINS.match(text) or PIECE.search(text))


def tables(house: House) -> dict[str, str]:
    """Table (or view) → the room in whose section of schema.sql it stands, "" for none."""
    return {name: room for _, name, room, _ in created(house)}


def created(house: House) -> Iterator[tuple[int, str, str, bool]]:
    """Line, name, room, and whether triggers keep it."""
    room = ""
    for number, line in enumerate(house.text("schema.sql").splitlines(), 1):
        if section := re.match(r"-- (\w+): ", line):
            room = section[1] if section[1] in CORRIDOR else room
        if made := re.match(r"create (virtual )?(?:table|view) (?:if not exists )?(\w+)", line):
            yield number, made[2], room, bool(made[1])


def schema_order(house: House) -> Iterator[str]:
    owners, room, place = tables(house), "", -1
    for number, line in enumerate(house.text("schema.sql").splitlines(), 1):
        where = f"schema.sql:{number}:"
        if (section := re.match(r"-- (\w+): ", line)) and section[1] in CORRIDOR:
            room = section[1]
            if CORRIDOR.index(room) <= place:
                yield f"{where} the sections stand in corridor order, each once: move {room}."
            place = CORRIDOR.index(room)
        if line.startswith("create ") and not room:
            yield (
                f"{where} begin a section with `-- room: what it holds`, so that a room owns this."
            )
        for other in re.findall(r"\breferences (\w+)", line):
            if not owners.get(other):
                yield f"{where} there is no table {other} in any room's section."
            elif CORRIDOR.index(owners[other]) > place:
                yield f"{where} {room} may not refer to {other}, which is downstream."


def where_sql_stands(house: House) -> Iterator[str]:
    for one in house.files:
        if one.endswith((".sql", ".sqlite")) and one != "schema.sql":
            yield f"{one}:1: SQL stands in schema.sql and the stores: move it there."
    for module in house.modules:
        for node, text in module.strings if module.kind not in ("store", "migrations") else ():
            about_the_file = module.kind in OF_FILE and (
                OF_DB.match(text) or "sqlite_schema" in text
            )
            if is_sql(text) and not about_the_file:
                yield module.at(
                    node, f"SQL stands in a store only: move “{bare(text)[:40]}” there."
                )


def reads_upstream(house: House) -> Iterator[str]:
    owners = tables(house)
    for module in house.modules:
        for node, text in module.strings if module.kind == "store" else ():
            for name in READ.findall(text) if is_sql(text) else ():
                if name in owners and CORRIDOR.index(owners[name]) > CORRIDOR.index(module.room):
                    yield module.at(
                        node,
                        f"{module.room} may not read {name}: it is downstream, in"
                        f" {owners[name]}. Ask there.",
                    )


def joined_once(house: House) -> Iterator[str]:
    seen: dict[str, str] = {}
    for module in house.modules:
        for node, text in module.strings if module.kind == "store" else ():
            for join in re.findall(
                (
                    r"\bfrom \w+(?: (?:left )?join \w+ using \(\w+\)| (?:left )?join \w+ on"
                    r" [\w.]+ ="
                    r" [\w.]+)+"
                ),
                bare(text),
                re.I,
            ):
                if join in seen and len(re.findall(r"\bjoin\b", join)) > 1:
                    yield module.at(
                        node, f"“{join}” stands in {seen[join]} too: make it a view in schema.sql."
                    )
                seen.setdefault(join, f"{module.path}:{node.lineno}")
