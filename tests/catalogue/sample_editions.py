"""Catalogue editions for tests: the shipped one with something changed in it."""

import io
import zipfile
from collections.abc import Mapping

from tests.conftest import TODAY
from webapp.catalogue.editions import edition_reader
from webapp.catalogue.editions import store as store_editions
from webapp.catalogue.editions.revision import fingerprint
from webapp.database.connection import Db

OLD_TITLE = "OCR Level 3 Diploma in IT User Skills (ITQ)"
NEW_TITLE = "OCR Level 3 Diploma in Digital Skills"
# It has entries and is in the closed package and in the one beside it.
RENAMED = "03999"
CLOSED = "419-2-1"
ADDED = "419-2-9"
ADDED_TITLE = "Advanced Apprenticeship Level 3 Cloud Engineer England"
ADMINISTRATOR = 1


def shipped() -> dict[str, str]:
    """The shipped edition's files, by name."""
    return {
        name: (edition_reader.EDITION / name).read_text(encoding="utf-8-sig")
        for name in edition_reader.FILES
    }


def without(text: str, begins: str) -> str:
    """A file without the rows that begin so."""
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith(begins))


def changed() -> dict[str, str]:
    """Renames an assessment, closes a package, and adds another with three rows."""
    files = shipped()
    assert OLD_TITLE in files["assessments.csv"]
    files["assessments.csv"] = files["assessments.csv"].replace(OLD_TITLE, NEW_TITLE)
    for name in ("packages.csv", "package_assessments.csv"):
        files[name] = without(files[name], f'"{CLOSED}",')
    files["packages.csv"] += (
        f'"{ADDED}","ICT","Cloud Engineer","3","England","Advanced Apprenticeship",'
        f'"{ADDED_TITLE}","","","","","","","full","assembled","S60",""\n'
    )
    for code in (RENAMED, "09499", "09866"):
        files["package_assessments.csv"] += f'"{ADDED}","{code}","yes","","assembled","S60",""\n'
    return files


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def start(db: Db, files: Mapping[str, str] | None = None) -> int:
    """Upload an edition, as far as its check page."""
    return store_editions.start(db, ADMINISTRATOR, "edition.zip", files=files or changed())


def checked(db: Db, edition_id: int) -> str:
    """What its check page sends along."""
    return fingerprint(store_editions.check(db, edition_id, TODAY))
