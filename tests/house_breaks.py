"""Each law broken on purpose: what to write where, and a word that the complaint must hold.

A text goes to the end of the file, which is made when it is not there; a pair of texts replaces the
first by the second, wherever the file has it.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from tests import (
    house_forms,
    house_habits,
    house_imports,
    house_markup,
    house_names,
    house_pages,
    house_plan,
    house_sql,
    house_templates,
    house_transactions,
    house_writes,
)
from tests.house_tree import House


class Break(NamedTuple):
    law: Callable[[House], Iterator[str]]
    path: str
    text: str | tuple[str, str]
    says: str


TRADE = "webapp/candidates/nickname.py"
STORE = "webapp/candidates/store_nicknames.py"
PAGES = "webapp/candidates/pages_nicknames.py"
PAGE = "webapp/templates/candidates/nicknames.html"
FRAGMENT = "webapp/templates/candidates/_nicknames.html"
KIT = "webapp/templates/kit/nicknames.html"
TEST = "tests/candidates/test_nickname.py"
TOP = '{# needs: nothing #}\n{% extends "layout.html" %}\n'
WRITES = 'def keep(db):\n    db.execute("update candidates set uci = 1")\n'
WRITES_TWICE = WRITES + '    db.execute("delete from group_members")\n'
HANDLER = "from litestar import get\n\n\n@get('/')\nasync def {}():\n    pass\n"


def _imports() -> Iterator[Break]:
    own, between = house_imports.inside_a_room, house_imports.between_rooms
    top, trade = house_imports.top_level, house_imports.trade_is_pure
    yield Break(own, STORE, "from webapp.candidates import pages\n", "may not import pages")
    yield Break(own, STORE, "from .pages import show\n", "may not import pages")
    yield Break(own, TRADE, "from webapp.candidates.store import one\n", "may not import store")
    yield Break(
        own, TRADE, "def late():\n    import webapp.candidates.pages_x\n", "may not import pages"
    )
    yield Break(own, "webapp/accounts/session.py", "from webapp.accounts import guard\n", "guard")
    yield Break(between, STORE, "from webapp.entries import store_draft\n", "downstream")
    yield Break(between, TRADE, "from webapp.results.report import read\n", "downstream")
    yield Break(between, PAGES, "from webapp.catalogue import pages\n", "pages of catalogue")
    yield Break(between, PAGES, "from webapp.accounts.guard import COOKIE\n", "guard of accounts")
    yield Break(
        between, TRADE, "from webapp.catalogue.store import frameworks\n", "store of catalogue"
    )
    yield Break(between, "webapp/app.py", "from webapp.entries import store\n", "store of entries")
    yield Break(between, "webapp/cli.py", "from webapp.entries import pages\n", "pages of entries")
    yield Break(between, "webapp/html.py", "from webapp.entries import draft\n", "trade of entries")
    yield Break(top, STORE, "from webapp.html import show\n", "webapp.html")
    yield Break(top, TRADE, "from webapp import files\n", "webapp.files")
    yield Break(top, PAGES, "from webapp.app import create_app\n", "webapp.app")
    yield Break(top, "webapp/db.py", "import webapp.html\n", "webapp.html")
    yield Break(trade, TRADE, "import jinja2\n", "jinja2")
    yield Break(trade, TRADE, "from sqlite3 import Row\n", "sqlite3")
    hidden = "import importlib\n\nstore = importlib.import_module('webapp.entries.store')\n"
    yield Break(house_imports.by_their_names, TRADE, hidden, "import statement")
    for path in (TRADE, STORE, "webapp/db.py", "webapp/cli.py", "webapp/settings.py"):
        yield Break(
            house_imports.who_knows_litestar, path, "from litestar import get\n", "Litestar"
        )
    knows = house_imports.who_knows_the_database
    yield Break(knows, PAGES, "import sqlite3\n", "sqlite3")
    yield Break(knows, "webapp/html.py", "from sqlite_utils import Database\n", "sqlite_utils")
    yield Break(knows, PAGES, "from webapp.db import Db, now\n", "may take Db")
    yield Break(knows, PAGES, "from webapp import db\n", "may take Db")
    yield Break(
        knows, "webapp/accounts/guard.py", "from webapp.db import connect\n", "may take Db and now"
    )
    yield Break(knows, "webapp/errors.py", "from webapp.db import Db\n", "may take nothing")
    asks = house_imports.who_speaks_to_the_database
    yield Break(asks, PAGES, "def show(db):\n    return db.query(1)\n", "only a store")
    yield Break(asks, PAGES, "def show(db):\n    return db['candidates']\n", "only a store")
    yield Break(asks, PAGES, "def show(other):\n    return other.table('x')\n", "only a store")
    yield Break(
        asks, "webapp/cli.py", "def show(one):\n    return one.execute('x')\n", "only a store"
    )


def _sql() -> Iterator[Break]:
    stands, own = house_sql.where_sql_stands, house_writes.own_tables
    yield Break(stands, TRADE, "ALL = 'select * from candidates'\n", "a store only")
    yield Break(stands, PAGES, "ORDER = f'{1} order by surname'\n", "a store only")
    yield Break(
        stands, "webapp/cli.py", "X = '''\n  INSERT INTO centre VALUES (1)'''\n", "a store only"
    )
    for file in ("backup", "restore"):
        yield Break(
            stands, f"webapp/{file}.py", "X = 'select name from accounts'\n", "a store only"
        )
    yield Break(stands, "webapp/db.py", "X = 'create table x (y)'\n", "a store only")
    yield Break(stands, "webapp/app.py", "X = 'with a as (select 1) select 2'\n", "a store only")
    yield Break(stands, "webapp/candidates/views.sql", "select 1;\n", "schema.sql")
    yield Break(own, STORE, "X = 'update entries set late = 1'\n", "belongs to entries")
    yield Break(
        own, STORE, "X = 'insert or ignore into centre values (1)'\n", "belongs to accounts"
    )
    yield Break(
        own, STORE, "def add(db):\n    db.table('accounts').insert({})\n", "belongs to accounts"
    )
    yield Break(own, STORE, "def add(db):\n    db['accounts'].upsert({})\n", "belongs to accounts")
    yield Break(own, STORE, "X = 'delete from candidate_search'\n", "kept by triggers")
    yield Break(own, STORE, "X = 'delete from nicknames'\n", "no table")
    yield Break(own, STORE, "X = 'create index x on candidates (uci)'\n", "schema.sql")
    loop = "def end(db):\n    for one in ('candidates', 'awards'):\n"
    loop += "        db.execute(f'delete from {one}')\n"
    yield Break(own, STORE, loop, "belongs to entries")
    passed = "def _end(db, name):\n    db.execute(f'delete from {name}')\n\n\n_end(db, 'units')\n"
    yield Break(own, STORE, passed, "belongs to catalogue")
    yield Break(
        own, STORE, "def end(db, name):\n    db.execute(f'delete from {name}')\n", "no table"
    )
    reads = "X = 'select 1 from candidates join entries using (candidate_id)'\n"
    yield Break(house_sql.reads_upstream, STORE, reads, "may not read entries")
    join = "'select {} from candidate_groups join group_members using (group_id)"
    join += " join candidates using (candidate_id) where 1'\n"
    twice = "X = " + join.format("title") + "Y = " + join.format("uci")
    yield Break(house_sql.joined_once, STORE, twice, "make it a view")
    order = house_sql.schema_order
    yield Break(order, "schema.sql", "\n-- accounts: once more\n", "corridor order")
    yield Break(order, "schema.sql", ("-- accounts: ", "-- the people: "), "begin a section")
    refers = "    added_by integer references "
    yield Break(order, "schema.sql", (f"{refers}accounts", f"{refers}drafts"), "downstream")
    yield Break(order, "schema.sql", (f"{refers}accounts", f"{refers}people"), "no table people in")
    together = house_transactions.one_transaction
    yield Break(together, STORE, WRITES_TWICE, "in one")
    half = WRITES + "    with transaction(db):\n        db.execute(X)\n"
    half += "\n\nX = 'delete from group_members'\n"
    yield Break(together, STORE, half, "in one")
    loop = "def keep(db, rows):\n    for one in rows:\n        db.table('candidates').insert(one)\n"
    yield Break(together, STORE, loop, "in one")
    asked = (
        "from webapp.candidates import store\n\n\ndef keep(db):\n"
        + "    store.add(db, 1, 2, 3)\n" * 2
    )
    yield Break(together, STORE, asked, "in one")
    asked = (
        "from webapp.candidates.store import add\n\n\ndef keep(db):\n"
        + "    add(db, 1, 2, 3)\n" * 2
    )
    yield Break(together, STORE, asked, "in one")
    private = WRITES_TWICE.replace("keep", "_both") + "\n\ndef keep(db):\n    _both(db)\n"
    yield Break(together, STORE, private, "in one")


def _plan() -> Iterator[Break]:
    place, kinds = house_plan.everything_in_its_place, house_plan.kinds_of_module
    for path in (
        "notes/x.md",
        "x.py",
        "webapp/mail.py",
        "webapp/payments/store.py",
        "webapp/entries/a/b.py",
        "webapp/templates/payments/x.html",
        "tests/x.py",
        "script/deploy",
        "docs/decisions/x.md",
        "webapp/static/fonts/x.woff",
    ):
        yield Break(place, path, "\n", "")
    for file in ("pages-new", "pagesnew", "views", "guard", "queries", "storeroom"):
        yield Break(kinds, f"webapp/entries/{file}.py", "\n", "")
    for file in (
        "static/vendor/x.js",
        "static/vendor/x-1.0.min.css",
        "entries/fonts/X-1.0-Bold.ttf",
    ):
        yield Break(house_plan.vendored_with_version_and_licence, f"webapp/{file}", "", "LICENSE")
    plates, plate = house_plan.door_plates, "webapp/candidates/__init__.py"
    yield Break(plates, plate, "import re\n", "nothing else")
    yield Break(plates, "webapp/__init__.py", "VERSION = 1\n", "nothing else")
    yield Break(plates, plate, ("candidate_groups, ", ""), "missing ['candidate_groups']")
    yield Break(
        plates, plate, ("candidate_groups,", "candidate_groups, entries,"), "many ['entries']"
    )
    yield Break(plates, plate, ("Tables: ", "Holds "), "let the docstring say")
    yield Break(plates, plate, ('"""Candidates', 'X = """Candidates'), "nothing else")


def _names() -> Iterator[Break]:
    app, cli = house_habits.floor_plan_decides_nothing, house_habits.command_line_holds_no_rule
    for text in (
        "if settings:\n    pass\n",
        "X = 1 if settings else 2\n",
        "for one in ():\n    pass\n",
        "while X:\n    pass\n",
        "X = 1 > 2\n",
        "X = A or B\n",
        "X = [one for one in ()]\n",
        "match X:\n    case 1:\n        pass\n",
    ):
        yield Break(app, "webapp/app.py", text, "decides nothing")
    yield Break(cli, "webapp/cli.py", "X = len(name) > 30\n", "move the rule")
    yield Break(cli, "webapp/cli.py", "X = role in ('results', 'entries')\n", "move the rule")
    for file in ("db", "html", "settings", "errors"):
        for text in (
            "candidate_id = 1\n",
            "def show(drafts):\n    pass\n",
            "class NoEntry:\n    pass\n",
        ):
            yield Break(house_names.no_noun_outside_the_rooms, f"webapp/{file}.py", text, "no noun")
    kit = house_names.no_noun_in_the_kit
    yield Break(kit, KIT, "{# needs: nothing #}\n{% macro tag(draft) %}{% endmacro %}\n", "no noun")
    yield Break(kit, "webapp/templates/layout.html", "{{ person.candidate_id }}\n", "no noun")
    known = house_names.names_are_known
    yield Break(
        known,
        "bench/table.py",
        "\n\ndef plain(text):\n    return html.unescape(text)\n",
        "html is nobody's name",
    )
    yield Break(
        known,
        "bench/stages.py",
        "\n\nspent = words.spent\n\n\ndef again():\n    return spent\n",
        "words is nobody's name",
    )
    yield Break(
        known, "bench/browser.py", ("writes.PACKAGE", "wire.PACKAGE"), "bench.wire has no PACKAGE"
    )
    yield Break(known, TRADE, "class Nickname:\n    short: Shrot\n", "Shrot is nobody's name")
    yield Break(
        known, TEST, "def test_it_is_short():\n    assert short()\n", "short is nobody's name"
    )
    says = house_names.names_say_something
    for text in (
        "def read_data():\n    pass\n",
        "class FormHelper:\n    pass\n",
        "info = 1\n",
        "def read(form_data):\n    pass\n",
        "import re as utils\n",
        "self.manager = 1\n",
        "for data in ():\n    pass\n",
        "X = [misc for misc in ()]\n",
        "with X as handle:\n    pass\n",
    ):
        yield Break(says, TRADE, text, "says nothing")
    for path in ("webapp/candidates/name_utils.py", "tests/common/x.py", "docs/data.md"):
        yield Break(says, path, "\n", "says nothing")
    yield Break(says, TEST, "def make_info():\n    pass\n", "says nothing")
    yield Break(says, "schema.sql", "create table held_data (\n", "says nothing")
    yield Break(says, "webapp/static/js/kit.js", "const info = 1;\n", "says nothing")
    yield Break(says, "script/test", "helper() { true; }\n", "says nothing")
    yield Break(
        says, KIT, "{# needs: nothing #}\n{% macro x(data) %}{% endmacro %}\n", "says nothing"
    )
    handlers = house_habits.handlers_are_verb_and_noun
    for name in ("candidates", "list", "candidate_list"):
        yield Break(handlers, PAGES, HANDLER.format(name), "verb_noun")
    yield Break(handlers, STORE, HANDLER.format("list_candidates"), "is a handler")
    yield Break(
        house_habits.tests_test, TEST, "def test_the_name_is_kept():\n    pass\n", "asserts"
    )
    yield Break(house_habits.tests_test, TEST, "def test_name():\n    assert 1\n", "sentence")
    passed = house_habits.no_test_is_passed_over
    for text in (
        "pytest.mark.skip\n",
        "pytest.mark.skipif(1)\n",
        "pytest.skip('x')\n",
        "pytest.importorskip('x')\n",
        "from pytest import xfail\n",
    ):
        yield Break(passed, TEST, text, "runs or goes")
    later = house_habits.nothing_is_left_for_later
    for path in (TRADE, TEST, PAGE, "schema.sql", "script/test", "webapp/static/js/kit.js"):
        yield Break(later, path, "# TO" + "DO: later\n", "do it now")
    machine = house_habits.no_path_of_a_machine
    for text in (
        "X = open('/home/me/x.csv')\n",
        "X = f'{1} /tmp/x'\n",
        "X = 'C:\\\\x'\n",
        "X = '~/x'\n",
        "X = Path.home()\n",
        "X = os.environ['HOME']\n",
        "X = os.getenv('X')\n",
    ):
        yield Break(machine, TRADE, text, "")


def _templates() -> Iterator[Break]:
    first, needs = house_templates.first_lines, house_templates.declared
    for line in (
        "",
        "{# rows #}",
        "{# needs: #}",
        "{# needs: rows search #}",
        "\n{# needs: rows #}",
    ):
        yield Break(first, FRAGMENT, f"{line}\n<p>", "begin with")
    yield Break(needs, FRAGMENT, "{# needs: nothing #}\n{{ rows }}\n", "uses rows")
    yield Break(needs, FRAGMENT, "{# needs: rows #}\n", "does not use rows")
    yield Break(needs, FRAGMENT, "{# needs: nothing #}\n{{ form_token }}\n", "uses form_token")
    yield Break(needs, PAGE, TOP + "{% block main %}{{ told }}{% endblock %}\n", "uses told")
    rows = '{% include "candidates/_rows.html" %}'
    yield Break(needs, PAGE, TOP + f"{{% block main %}}{rows}{{% endblock %}}\n", "uses limit")
    yield Break(
        needs, KIT, "{# needs: nothing #}\n{% macro x() %}{{ told }}{% endmacro %}\n", "uses told"
    )
    strict = house_templates.strict
    environment = "X = Environment(loader=FileSystemLoader('x'), autoescape={}, undefined={})\n"
    yield Break(
        strict, "webapp/html.py", environment.format("True", "Undefined"), "StrictUndefined"
    )
    yield Break(strict, "webapp/html.py", environment.format("False", "StrictUndefined"), "escapes")
    given = house_templates.given
    yield Break(given, PAGES, "show(1, 'accounts/support.html')\n", "needs centre")
    yield Break(given, PAGES, "show(1, 'accounts/support.html', centre=1, told=2)\n", "no told")
    yield Break(
        given,
        PAGES,
        "show(1, 'error.html', '_error.html', why=1, code=2, resend=3, has_sent=4)\n",
        "needs heading",
    )
    living, corridor = house_pages.none_missing_none_dead, house_pages.upstream
    yield Break(living, PAGE, TOP, "no page shows it")
    yield Break(living, FRAGMENT, "{# needs: nothing #}\n", "no page shows it")
    yield Break(living, PAGES, "show(1, 'candidates/none.html')\n", "no template")
    yield Break(living, PAGE, TOP + '{% include "candidates/_none.html" %}\n', "no template")
    yield Break(living, PAGE, TOP + "{% include told %}\n", "no template ?")
    yield Break(
        corridor,
        FRAGMENT,
        '{# needs: nothing #}\n{% include "entries/_x.html" %}\n',
        "may not know",
    )
    yield Break(
        corridor, KIT, '{# needs: nothing #}\n{% include "accounts/x.html" %}\n', "may not know"
    )
    yield Break(corridor, PAGES, "show(1, 'entries/home.html')\n", "may not know")
    kinds = house_pages.pages_fragments_macros
    yield Break(kinds, FRAGMENT, TOP, "never extends")
    yield Break(kinds, PAGE, '{# needs: nothing #}\n{% extends "error.html" %}\n', "a page extends")
    yield Break(kinds, PAGE, "{# needs: nothing #}\n<p>Hello</p>\n", "macros alone")
    yield Break(
        kinds, KIT, "{# needs: nothing #}\n{% macro x() %}{% endmacro %}{{ x() }}\n", "macros alone"
    )


def _markup() -> Iterator[Break]:
    roots = house_markup.outermost_ids
    for text in (
        "<div></div>",
        '<div id="rows"></div>',
        '<div><p id="candidates-nicknames"></p></div>',
        '<p id="candidates-nicknames"></p><p></p>',
        "",
        '<hx-partial hx-target="#told"></hx-partial><p></p>',
    ):
        yield Break(roots, FRAGMENT, text, "the id 'candidates-nicknames'")
    yield Break(roots, FRAGMENT, 'Hello <p id="candidates-nicknames"></p>', "outside")
    yield Break(roots, FRAGMENT, "<hx-partial></hx-partial>", "where it goes")
    yield Break(roots, "webapp/templates/_nicknames.html", '<p id="x"></p>', "the id 'nicknames'")
    gone = '<p hx-get="/x" hx-target="#nobody-{{ id }}"></p>'
    yield Break(house_markup.targets_are_there, FRAGMENT, gone, "nobody-{}")
    for text in (
        "<script>x()</script>",
        "<style></style>",
        '<p style="x">',
        '<p onclick="x()">',
        '<p hx-on:click="x()">',
        '<p hx-on="x">',
        '<p hx-boost="true">',
        '<p hx-boost:inherited="true">',
        '<p data-hx-on:click="x">',
        '<a href="javascript:x()">',
        """<p hx-vals='js:{x: 1}'>""",
        '<p hx-trigger="click[x]">',
    ):
        yield Break(house_markup.nothing_inline, PAGE, text, "")
    forms = house_forms.forms_work_without_htmx
    ask, button = '<form method="post" hx-post="/x"', "<button>Go</button></form>"
    yield Break(forms, PAGE, f"{ask}>{button}", "an action")
    yield Break(forms, PAGE, f'{ask} action="/y">{button}', "the same address")
    yield Break(forms, PAGE, f'<form action="/x" hx-post="/x">{button}', "say its method")
    yield Break(forms, PAGE, f'<form action="/x" method="get" hx-post="/x">{button}', "be the same")
    yield Break(forms, PAGE, f'{ask} action="/x"></form>', "a button")
    yield Break(
        forms, PAGE, f'{ask} action="/x"><button type="button">Go</button></form>', "a button"
    )
    link = '{{ govukButton({"text": "Go", "href": "/y"}) }}</form>'
    yield Break(forms, PAGE, f'{ask} action="/x">{link}', "a button")
    back = house_forms.typed_text_survives_back
    field = '{{ govukInput({"name": "n", "autocomplete": "off"}) }}'
    yield Break(back, PAGE, field, "on Back")
    yield Break(back, PAGE, '<textarea name="n" autocomplete="off"></textarea>', "on Back")
    hole = (
        '<div hx-get="/entries?candidate=7" hx-trigger="load"><a href="/entries">Entries</a></div>'
    )
    yield Break(house_forms.holes_hold_a_link, PAGE, hole, "a plain link")


BREAKS = [*_imports(), *_sql(), *_plan(), *_names(), *_templates(), *_markup()]
