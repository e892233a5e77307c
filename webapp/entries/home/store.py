"""The packages that a person has worked with lately, in the file."""

from collections.abc import Iterable

from webapp.catalogue.packages.store import OpenPackage
from webapp.database.connection import Db

FEW = 3


def packages(db: Db, account_id: int, offered: Iterable[OpenPackage]) -> list[OpenPackage]:
    """Those of the offered packages for which this person began or submitted entries last, at most
    three.
    """
    there = {one.package_id: one for one in offered}
    used = db.execute(
        "select package_id from (select package_id, changed_at as at from drafts where account_id"
        " = :me"
        " union all select package_id, submitted_at from submissions where account_id = :me)"
        " group by package_id order by max(at) desc",
        {"me": account_id},
    )
    return [there[one] for (one,) in used if one in there][:FEW]
