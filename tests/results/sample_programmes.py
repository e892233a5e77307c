"""Learning programmes of the demonstration centre, and what a page says of them."""

from typing import Any

from tests.page import Page, squeezed
from webapp.database.connection import Db

ROOM = "/results/learning-programmes"
ICT_PEOPLE, ICT_AWARDS, BUSINESS_PEOPLE, BUSINESS_AWARDS = 81, 117, 24, 48


def framework(db: Db, title: str = "ICT") -> str:
    """The address of a framework."""
    found = db.execute("select framework_id from frameworks where title = ?", [title]).fetchone()
    return f"{ROOM}/{found[0]}"


def package_id(db: Db, code: str = "490-3-1") -> int:
    return db.execute("select package_id from packages where package_code = ?", [code]).fetchone()[
        0
    ]


def business_people(db: Db) -> list[dict[str, Any]]:
    """Whoever has a result in Business and Administration that places them, by name."""
    return list(
        db.query(
            "select distinct candidates.* from results join assessments using (assessment_id)"
            " join candidates using (candidate_id) where entry_code in ('10383', '04438')"
            " order by sort_key, candidate_id"
        )
    )


def names(page: Page) -> list[str]:
    """The names in a report's rows, as they stand."""
    return [
        squeezed(one["text"])
        for one in page.tags
        if one.get("class") == "report__name" and one["tag"] == "td"
    ]


def listed(row: dict[str, Any]) -> str:
    return ", ".join(filter(None, (row["surname"], row["forenames"])))


def fact(page: Page, label: str) -> str:
    """What stands beside a label among the totals."""
    texts = [squeezed(one["text"]) for one in page.tags if one["tag"] in ("dt", "dd")]
    return texts[texts.index(label) + 1]
