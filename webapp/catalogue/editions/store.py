"""New editions between being read and being saved, in the file."""

import json
from collections.abc import Mapping
from datetime import date

import msgspec

from webapp.catalogue.editions import edition_reader
from webapp.catalogue.editions import store_import as store_feed
from webapp.catalogue.editions.revision import Revision
from webapp.database.connection import Db, now, transaction
from webapp.database.rows import get_row, inserted_id, list_rows

KEPT_FOR = "-30 days"
SHOWN = 20
EDITION = (
    "select edition_id, file_names, catalogue_uploads.made_at, saved_at, said, whole,"
    " accounts.name as person from catalogue_uploads join accounts using (account_id)"
)


class Edition(msgspec.Struct, frozen=True, kw_only=True):
    """An uploaded edition; said is what saving it changed, person who sent it."""

    edition_id: int
    file_names: str
    made_at: str
    saved_at: str | None
    said: str
    whole: bool
    person: str


class _Files(msgspec.Struct, frozen=True):
    files: dict[str, str]
    whole: bool


def start(
    db: Db, account_id: int, file_names: str, *, files: Mapping[str, str], whole: bool = False
) -> int:
    """Keep an edition's files under an id; those that nobody has saved for 30 days go.

    whole: what the files have not is withdrawn. Raises BadEdition when they cannot be used.
    """
    edition_reader.read(files, store_feed.known(db))
    with transaction(db):
        db.execute(
            "delete from catalogue_uploads where saved_at is null"
            " and made_at < strftime('%Y-%m-%dT%H:%M:%fZ', 'now', ?)",
            [KEPT_FOR],
        )
        return inserted_id(
            db.execute(
                "insert into catalogue_uploads (account_id, file_names, files, made_at, whole)"
                " values (?, ?, ?, ?, ?)",
                [account_id, file_names, json.dumps(files), now(), whole],
            )
        )


def one(db: Db, edition_id: int) -> Edition | None:
    return get_row(db, Edition, f"{EDITION} where edition_id = ?", [edition_id])


def latest(db: Db) -> list[Edition]:
    """The latest editions, saved or not, the newest first."""
    return list_rows(db, Edition, f"{EDITION} order by edition_id desc limit ?", [SHOWN])


def check(db: Db, edition_id: int, today: date) -> Revision:
    """What saving it would change now; nothing once it is saved.

    Raises BadEdition when the catalogue has changed so that it cannot be used any more.
    """
    edition, whole = _read(db, edition_id)
    return store_feed.check(db, edition, today, whole=whole)


def set_whole(db: Db, edition_id: int, whole: bool) -> None:
    """Say whether what the files of an edition have not is withdrawn; once it is saved, do
    nothing.
    """
    db.execute(
        "update catalogue_uploads set whole = ? where edition_id = ? and saved_at is null",
        [whole, edition_id],
    )


def save(db: Db, edition_id: int, today: date, *, checked: str, said: str) -> None:
    """Carry it out and note what was said of it; once it is saved, do nothing.

    Raises store_feed.Changed when it would now do something else than checked, a fingerprint,
    and BadEdition as check does.
    """
    with transaction(db):
        found = one(db, edition_id)
        if found is None or found.saved_at:
            return
        edition, whole = _read(db, edition_id)
        store_feed.save(db, edition, today, checked=checked, whole=whole)
        db.execute(
            "update catalogue_uploads set files = '{}', saved_at = ?, said = ?"
            " where edition_id = ?",
            [now(), said, edition_id],
        )


def discard(db: Db, edition_id: int) -> None:
    """Let go of an edition that is not saved."""
    db.execute(
        "delete from catalogue_uploads where edition_id = ? and saved_at is null", [edition_id]
    )


def _read(db: Db, edition_id: int) -> tuple[edition_reader.Edition, bool]:
    """The edition, and whether its files are the whole catalogue."""
    (stored,) = list_rows(
        db, _Files, "select files, whole from catalogue_uploads where edition_id = ?", [edition_id]
    )
    return edition_reader.read(stored.files, store_feed.known(db)), stored.whole
