"""A centre whose every free text is a script, and what a page looks like when one of them is
obeyed.
"""

import re

from webapp.database.connection import Db, transaction

SCRIPT = """<script>window.obeyed=1</script><img src=x onerror="window.obeyed=1">"'><b data-obeyed>{{7*7}}"""
SEEN = "{{7*7}}"
# Texts that no person types: moments, digests, secrets, words from a list, and the search's own.
NOT_TYPED = re.compile(
    r".*(_at|_on|_hash|_from|_to|_key|_ids?|digest|token)|secret|proposed|since|salt|kind|email|number|fields"
    r"|search_text|former_names|former_text|path|content_type|actor|table_name|row_key|files|name_in_the_schema"
)
NOT_OURS = re.compile(r"(sqlite_|candidate_search|activity|watched|noted|held_posts).*")


def write_everywhere(db: Db) -> set[str]:
    """Put SCRIPT before every text that the file lets be changed; gives the table.column's
    written.
    """
    written = set()
    for table in db.table_names():
        if NOT_OURS.fullmatch(table):
            continue
        for column in db[table].columns:
            if column.type.lower() != "text" or NOT_TYPED.fullmatch(column.name):
                continue
            name = f'"{column.name}"'
            sql = (
                f'update or ignore "{table}" set {name} = case when json_valid({name})'
                f" and substr({name}, 1, 1) = '[' then json_set({name}, '$[0]', ?)"
                f" else ? || {name} end where {name} is not null"
                f" and not (json_valid({name}) and substr({name}, 1, 1) = '{{')"
            )
            with transaction(db):
                if db.conn.execute(sql, [SCRIPT, SCRIPT]).rowcount:
                    written.add(f"{table}.{column.name}")
    # Worked out by the program from earlier names, which people typed.
    with transaction(db):
        db.execute(
            (
                "update candidates set former_names = json_array(json_array(?, ?)) where"
                " former_names"
                " <> ''"
            ),
            [SCRIPT, SCRIPT],
        )
    return written
