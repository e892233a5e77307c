"""Makes a file for Datasette of a centre's candidates, with the full-text search of sqlite-utils.

    python datasette_file.py FILE NEW_FILE
"""

import sqlite3
import sys
from pathlib import Path

from sqlite_utils import Database

SEARCHED = ("surname", "forenames", "uci", "candidate_number")


def make(file, new):
    centre = sqlite3.connect(f"{Path(file).absolute().as_uri()}?mode=ro", uri=True)
    centre.row_factory = sqlite3.Row
    people = centre.execute(
        "select candidate_id, surname, forenames, born_on, candidate_number, uci, added_on"
        " from candidates where archived_at is null order by candidate_id"
    )
    candidates = Database(new)["candidates"]
    candidates.insert_all(map(dict, people), pk="candidate_id")
    candidates.enable_fts(SEARCHED)
    candidates.optimize()


if __name__ == "__main__":
    make(*sys.argv[1:])
