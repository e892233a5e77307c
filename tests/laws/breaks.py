"""Each law broken on purpose, and words that the complaint must hold."""

from tests.laws import rendered
from tests.laws.fragments import none_missing_none_dead, pages_fragments_macros, upstream
from tests.laws.languages import languages
from tests.laws.templates import declared, given

PAGES = "webapp/candidates/nicknames/pages.py"
STORE = "webapp/candidates/nicknames/store_nicknames.py"
TRADE = "webapp/candidates/nicknames/nickname.py"
PAGE = "webapp/templates/candidates/nicknames/page.html"
FRAGMENT = "webapp/templates/candidates/nicknames/_rows.html"
KIT = "webapp/templates/kit/nicknames.html"

NOTHING = "{# needs: nothing #}\n"
TOP = NOTHING + '{% extends "layout.html" %}\n'

BREAKS = {
    languages: [
        (PAGES, "import sqlite3\n", "pages may not import sqlite3"),
        (PAGES, "from sqlite_utils.db import Table\n", "pages may not import sqlite_utils.db"),
        (
            PAGES,
            "from webapp.entries.home import pages\n",
            "may not import webapp.entries.home.pages",
        ),
        (STORE, "from litestar import get\n", "store may not import litestar"),
        (
            STORE,
            "from webapp.web.responses import show\n",
            "store may not import webapp.web.responses",
        ),
        (
            STORE,
            "from webapp.entries.home.pages import x\n",
            "may not import webapp.entries.home.pages",
        ),
        (TRADE, "import litestar.types\n", "trade may not import litestar.types"),
        (TRADE, "from sqlite3 import Row\n", "trade may not import sqlite3"),
        (
            TRADE,
            "from webapp.database.connection import Db\n",
            "trade may not import webapp.database.connection",
        ),
        (
            TRADE,
            "from webapp.candidates.record import store\n",
            "import webapp.candidates.record.store",
        ),
        (TRADE, "def x():\n    from webapp.candidates import pages\n", "webapp.candidates.pages"),
    ],
    declared: [
        (FRAGMENT, "<p>", "begin with"),
        (FRAGMENT, "{# needs: #}\n", "begin with"),
        (FRAGMENT, "{# needs: rows search #}\n", "begin with"),
        (FRAGMENT, "\n{# needs: rows #}\n", "begin with"),
        (FRAGMENT, NOTHING + "{{ rows }}\n", "uses rows"),
        (FRAGMENT, "{# needs: rows #}\n", "does not use rows"),
        (FRAGMENT, NOTHING + "{{ form_token }}\n", "uses form_token"),
        (PAGE, TOP + "{% block main %}{{ rows }}{% endblock %}\n", "uses rows"),
        (PAGE, TOP + '{% block main %}{% include "error.html" %}{% endblock %}\n', "uses heading"),
        (KIT, NOTHING + "{% macro x() %}{{ rows }}{% endmacro %}\n", "uses rows"),
    ],
    given: [
        (PAGES, "show(1, 'error.html')\n", "error.html needs "),
        (PAGES, "show(1, 'error.html', '_error.html', heading=1)\n", "_error.html needs "),
        (PAGES, "show(1, 'error.html', x=1)\n", "need no x"),
    ],
    none_missing_none_dead: [
        (PAGE, TOP, "no page shows it"),
        (FRAGMENT, NOTHING, "no page shows it"),
        (PAGES, "show(1, 'candidates/none.html')\n", "no template candidates/none.html"),
        (PAGE, TOP + '{% include "candidates/_none.html" %}\n', "no template candidates/_none"),
        (PAGE, TOP + "{% include name %}\n", "no template ?"),
    ],
    upstream: [
        (FRAGMENT, NOTHING + '{% include "entries/_x.html" %}\n', "may not know entries/_x.html"),
        (KIT, NOTHING + '{% include "accounts/x.html" %}\n', "may not know accounts/x.html"),
        (PAGES, "show(1, 'entries/home/home.html')\n", "may not know entries/home/home.html"),
    ],
    pages_fragments_macros: [
        (FRAGMENT, TOP, "never extends"),
        (PAGE, NOTHING + '{% extends "error.html" %}\n', "a page extends"),
        (PAGE, NOTHING + "<p>Hello</p>\n", "or hold macros"),
    ],
}
"""A law of the source → (path, text to add to the file or to a new one, words of the complaint)."""

FORM = '<form method="post" action="/x" hx-post="/x"><input name="n">'
BUTTON = "<button>Go</button>"
HOLE = '<div hx-get="/entries?candidate=7" hx-trigger="load">'

BREAKS_OF_PAGES = {
    rendered.nothing_inline: [
        ("<html><script>x()</script>", "script"),
        ("<html><style></style>", "style"),
        ('<html><p style="x">', "style"),
        ('<html><p onclick="x()">', "onclick"),
        ('<html><p hx-on:click="x()">', "hx-on:click"),
        ('<html><p hx-boost:inherited="true">', "hx-boost:inherited"),
        ('<html><p data-hx-on:click="x">', "data-hx-on:click"),
        ('<html><a href="javascript:x()">', "href would evaluate"),
        ("<html><p hx-vals='js:{x: 1}'>", "hx-vals would evaluate"),
        ('<html><p hx-trigger="click[x]">', "hx-trigger would evaluate"),
    ],
    rendered.fragments_have_one_root: [
        ("<div></div>", "one root"),
        ('<p id="rows"></p><p id="more"></p>', "one root"),
        ("<hx-partial></hx-partial>", "where it goes"),
        ('<hx-partial hx-target="#x"></hx-partial><p id="rows"></p>', "beside partials"),
    ],
    rendered.targets_are_there: [('<html><p hx-get="/x" hx-target="#nobody">', "the id nobody")],
    rendered.forms_work_without_htmx: [
        ("<html>" + FORM.replace('action="/x"', "") + BUTTON, "an action"),
        ("<html>" + FORM.replace('method="post"', "") + BUTTON, "a method"),
        ("<html>" + FORM.replace('action="/x"', 'action="/y"') + BUTTON, "does not send without"),
        ("<html>" + FORM.replace("hx-post", "hx-get") + BUTTON, "does not send without"),
        ("<html>" + FORM, "no button"),
        ("<html>" + FORM + '<button type="button">Go</button>', "no button"),
        ("<html>" + FORM + '<button form="y">Go</button>', "no button"),
        ("<html>" + FORM + '<a href="/y">Go</a>', "no button"),
    ],
    rendered.holes_hold_a_link: [(HOLE + '<a href="/entries">Entries</a>', "no plain link")],
    rendered.typed_text_survives_back: [('<textarea autocomplete="off">', "on Back")],
}
"""A law of rendered pages → (page, words of the complaint)."""
