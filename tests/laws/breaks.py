"""Each law broken on purpose: what to write where, and a word that the complaint must hold.

A text goes to the end of the file, which is made when it is not there.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from tests.laws import forms, fragments, markup, templates, transactions
from tests.laws.source import Source


class Break(NamedTuple):
    law: Callable[[Source], Iterator[str]]
    path: str
    text: str
    says: str


STORE = "webapp/candidates/store_nicknames.py"
PAGES = "webapp/candidates/pages_nicknames.py"
PAGE = "webapp/templates/candidates/nicknames.html"
FRAGMENT = "webapp/templates/candidates/_nicknames.html"
KIT = "webapp/templates/kit/nicknames.html"
TOP = '{# needs: nothing #}\n{% extends "layout.html" %}\n'
WRITES = 'def keep(db):\n    db.execute("update candidates set uci = 1")\n'
WRITES_TWICE = WRITES + '    db.execute("delete from group_members")\n'


def _transactions() -> Iterator[Break]:
    together = transactions.one_transaction
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


def _templates() -> Iterator[Break]:
    first, needs = templates.first_lines, templates.declared
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
    given = templates.given
    yield Break(given, PAGES, "show(1, 'accounts/support.html')\n", "needs centre")
    yield Break(given, PAGES, "show(1, 'accounts/support.html', centre=1, told=2)\n", "no told")
    yield Break(
        given,
        PAGES,
        "show(1, 'error.html', '_error.html', why=1, code=2, resend=3, has_sent=4)\n",
        "needs heading",
    )
    living, corridor = fragments.none_missing_none_dead, fragments.upstream
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
    kinds = fragments.pages_fragments_macros
    yield Break(kinds, FRAGMENT, TOP, "never extends")
    yield Break(kinds, PAGE, '{# needs: nothing #}\n{% extends "error.html" %}\n', "a page extends")
    yield Break(kinds, PAGE, "{# needs: nothing #}\n<p>Hello</p>\n", "macros alone")
    yield Break(
        kinds, KIT, "{# needs: nothing #}\n{% macro x() %}{% endmacro %}{{ x() }}\n", "macros alone"
    )


def _markup() -> Iterator[Break]:
    roots = markup.outermost_ids
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
    yield Break(markup.targets_are_there, FRAGMENT, gone, "nobody-{}")
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
        yield Break(markup.nothing_inline, PAGE, text, "")
    works = forms.forms_work_without_htmx
    ask, button = '<form method="post" hx-post="/x"', "<button>Go</button></form>"
    yield Break(works, PAGE, f"{ask}>{button}", "an action")
    yield Break(works, PAGE, f'{ask} action="/y">{button}', "the same address")
    yield Break(works, PAGE, f'<form action="/x" hx-post="/x">{button}', "say its method")
    yield Break(works, PAGE, f'<form action="/x" method="get" hx-post="/x">{button}', "be the same")
    yield Break(works, PAGE, f'{ask} action="/x"></form>', "a button")
    yield Break(
        works, PAGE, f'{ask} action="/x"><button type="button">Go</button></form>', "a button"
    )
    link = '{{ govukButton({"text": "Go", "href": "/y"}) }}</form>'
    yield Break(works, PAGE, f'{ask} action="/x">{link}', "a button")
    back = forms.typed_text_survives_back
    field = '{{ govukInput({"name": "n", "autocomplete": "off"}) }}'
    yield Break(back, PAGE, field, "on Back")
    yield Break(back, PAGE, '<textarea name="n" autocomplete="off"></textarea>', "on Back")
    hole = (
        '<div hx-get="/entries?candidate=7" hx-trigger="load"><a href="/entries">Entries</a></div>'
    )
    yield Break(forms.holes_hold_a_link, PAGE, hole, "a plain link")


BREAKS = [*_transactions(), *_templates(), *_markup()]
