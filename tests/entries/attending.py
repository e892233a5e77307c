"""People who are entered, and what a reader finds in a PDF."""

import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pypdfium2

from tests.conftest import TODAY
from tests.entries.drafts import CUSTOMER, begin, id_of
from webapp.accounts import store as accounts
from webapp.database.connection import Db
from webapp.entries.options import store
from webapp.entries.submissions import summary
from webapp.entries.wizard import store as store_draft

OFFICER = "entries@riverside.example"


def enter(db: Db, people: Iterable[int], package_code: str = CUSTOMER, on: date = TODAY) -> int:
    """Submit the package's required assessments for these people. Gives the submission."""
    draft_id = id_of(begin(db, package_code, people, confirmed=True))
    draft, account = store_draft.one(db, draft_id), accounts.by_email(db, OFFICER)
    assert draft
    assert account
    shown = summary.keys(store.sheet(db, draft_id, draft.package_id, today=on))
    outcome = store.submit(db, draft_id, account.account_id, shown=shown, order_number="", today=on)
    assert outcome.submission_id
    return outcome.submission_id


def rename(db: Db, candidate_id: int, surname: str, forenames: str) -> None:
    db.execute(
        "update candidates set surname = ?, forenames = ? where candidate_id = ?",
        [surname, forenames, candidate_id],
    )
    db.conn.commit()


def entered(db: Db, submission_id: int) -> list[dict[str, Any]]:
    """The live entries of a submission with their candidates, as the file has them."""
    return list(
        db.query(
            "select entries.*, candidates.* from entries join candidates using (candidate_id)"
            " where submission_id = ? and status <> 'withdrawn'",
            [submission_id],
        )
    )


@contextmanager
def opened(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    document = pypdfium2.PdfDocument(content)
    yield document
    document.close()


def pages(content: bytes) -> list[str]:
    """The text of each page of a PDF; where a line ends is one space, like any other."""
    with opened(content) as document:
        found = []
        for page in document:
            text = page.get_textpage()
            found.append(bare(text.get_text_range()))
            text.close()
            page.close()
    return found


def bare(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))
