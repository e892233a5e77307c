"""Make a file for Datasette of a centre's candidates, with a trigram index by sqlite-utils.

    python datasette_file.py FILE NEW_FILE
"""

import sqlite3
import sys

from sqlite_utils import Database

centre = sqlite3.connect(sys.argv[1])
centre.row_factory = sqlite3.Row
people = centre.execute(
    "select candidate_id, surname, forenames, born_on, candidate_number, uci, added_on"
    " from candidates where archived_at is null order by candidate_id"
)
table = Database(sys.argv[2])["candidates"]
table.insert_all(map(dict, people), pk="candidate_id")
table.enable_fts(("surname", "forenames", "uci", "candidate_number"), tokenize="trigram")
table.optimize()
