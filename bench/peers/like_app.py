"""A page in Flask that searches a centre's candidates with LIKE, for anybody who asks.

CENTRE_FILE names the file; the page is /find?search=WORDS.
"""

import os
import sqlite3
import threading

from flask import Flask, render_template_string, request

COLUMNS = "surname", "forenames", "uci", "candidate_number"
ANY = " or ".join(f"{column} like ?" for column in COLUMNS)
PAGE = """
<form><input name="search" value="{{ search }}"></form>
<p>{{ total }} found</p>
<table>
  {% for row in rows %}
  <tr>
    <td><input type="checkbox" name="candidate_id" value="{{ row.candidate_id }}">
      {{ row.forenames }} {{ row.surname }}</td>
    <td>{{ row.born_on }}</td><td>{{ row.candidate_number or "" }}</td>
    <td>{{ row.uci or "" }}</td><td>{{ row.added_on }}</td>
  </tr>
  {% endfor %}
</table>
"""
app = Flask(__name__)
own = threading.local()


@app.get("/find")
def find():
    if not hasattr(own, "connection"):
        own.connection = sqlite3.connect(os.environ["CENTRE_FILE"])
        own.connection.row_factory = sqlite3.Row
    words = request.args["search"].split()
    where = " and ".join(["archived_at is null", *(f"({ANY})" for _ in words)])
    values = [f"%{word}%" for word in words for _ in COLUMNS]
    (total,) = own.connection.execute(
        f"select count(*) from candidates where {where}", values
    ).fetchone()
    rows = own.connection.execute(
        f"select * from candidates where {where} order by surname, forenames limit 50", values
    )
    return render_template_string(PAGE, search=request.args["search"], rows=rows.fetchall(), total=total)
