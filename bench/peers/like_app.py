"""A search for candidates in Flask that makes do with LIKE, over a centre's file of its own.

CENTRE_FILE names the file; its sessions and passwords count here too. The hits are /find?search=WORDS.
"""

import os
import re
import secrets
import sqlite3
import threading
import unicodedata
from hashlib import sha256
from pathlib import Path

from argon2 import PasswordHasher
from flask import Flask, abort, request

FILE = Path(os.environ["CENTRE_FILE"])
LIVE = """
select account_id from sessions join accounts using (account_id)
where token_hash = ? and stage = 'full' and ended_at is null and disabled_at is null
    and seen_at > strftime('%Y-%m-%dT%H:%M:%f', 'now', '-60 minutes')
    and started_at > strftime('%Y-%m-%dT%H:%M:%f', 'now', '-12 hours')
"""
START = """
insert into sessions (account_id, token_hash, form_token, started_at, seen_at)
values (?, ?, ?, strftime('%Y-%m-%dT%H:%M:%f000Z', 'now'), strftime('%Y-%m-%dT%H:%M:%f000Z', 'now'))
"""
# LIKE must look at everybody; with this it need not read all that is known of them.
INDEX = """
create index if not exists candidates_by_text on candidates (search_text, sort_key) where archived_at is null
"""
UNDECOMPOSED = str.maketrans("łøđı", "lodi")
FIND = """
with hits as materialized (
    select candidate_id, sort_key,
        case when candidate_id in (
            select candidate_id from candidates where candidate_number = :number and archived_at is null
            union select candidate_id from candidates where uci = :whole
            union select candidate_id from candidates where uln = :whole
            union select candidate_id from candidates where ocr_number = :whole
        ) then 0 when {surname} then 1 when {begins} then 2 else 3 end as rank
    from candidates where archived_at is null and {holds}
),
best as (select * from hits order by rank, sort_key, candidate_id limit 50)
select candidates.*, (select count(*) from hits) as total
from best join candidates using (candidate_id) order by rank, best.sort_key, candidate_id
"""
PAGE = """
<div id="candidates-rows">
  <p>{% if total > rows | length %}{{ rows | length }} of {% endif %}{{ "{:,}".format(total) }} found</p>
  <table>
    <thead><tr>
      <th scope="col">Name</th><th scope="col">Date of birth</th><th scope="col">Candidate number</th>
      <th scope="col">UCI</th><th scope="col">Date added</th>
    </tr></thead>
    <tbody>
      {% for row in rows %}
      <tr>
        <td><input type="checkbox" name="candidate_id" value="{{ row.candidate_id }}" id="find-{{ row.candidate_id }}">
          <label for="find-{{ row.candidate_id }}">{{ row.forenames }} {{ row.surname }}</label></td>
        <td>{{ row.born_on }}</td><td>{{ row.candidate_number or "" }}</td>
        <td>{{ row.uci or "" }}</td><td>{{ row.added_on }}</td>
      </tr>
      {% endfor %}
    </tbody>
  </table>
</div>
"""

app = Flask(__name__)
page = app.jinja_env.from_string(PAGE)
own = threading.local()


def connection():
    """One for each thread."""
    if not hasattr(own, "connection"):
        own.connection = sqlite3.connect(FILE, isolation_level=None)
        own.connection.row_factory = sqlite3.Row
        own.connection.execute(INDEX)
    return own.connection


@app.post("/sign-in")
def sign_in():
    account = connection().execute(
        "select account_id, password_hash from accounts where email = ?", [request.form["email"]]
    ).fetchone()
    PasswordHasher().verify(account["password_hash"], request.form["password"])
    token = secrets.token_urlsafe(32)
    connection().execute(START, [account["account_id"], hash_of(token), secrets.token_hex()])
    answer = app.make_response(("", 204))
    answer.set_cookie("session", token, httponly=True, samesite="Lax")
    return answer


@app.get("/find")
def find():
    if not connection().execute(LIVE, [hash_of(request.cookies.get("session", ""))]).fetchone():
        abort(403)
    rows = hits(fold(request.args["search"]))
    return page.render(rows=rows, total=rows[0]["total"] if rows else 0)


def hits(words):
    """The best 50: an exact identifier, a surname that begins so, all words begin so, the others."""
    whole = "".join(words).upper()
    values = {"whole": whole, "number": whole.zfill(4)}
    for place, word in enumerate(words):
        values |= {f"holds{place}": f"%{word}%", f"begins{place}": f"{word}%", f"later{place}": f"% {word}%"}
    places = range(len(words))
    query = FIND.format(
        surname=" or ".join(f"sort_key like :begins{place}" for place in places) or "0",
        begins=" and ".join(f"' ' || search_text like :later{place}" for place in places) or "1",
        holds=" and ".join(f"search_text like :holds{place}" for place in places) or "1",
    )
    return connection().execute(query, values).fetchall()


def fold(typed):
    """Words as search_text has them: small, and without accents and apostrophes."""
    plain = unicodedata.normalize("NFKD", re.sub("['’]", "", typed)).casefold().translate(UNDECOMPOSED)
    letters = "".join(character for character in plain if not unicodedata.combining(character))
    return re.findall(r"[^\W_]+", letters)[:10]


def hash_of(token):
    return sha256(token.encode()).hexdigest()
