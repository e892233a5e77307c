"""Eight people at work and the server killed amidst: the short form of script/soak."""

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.durability import ledger
from tests.durability.soak import Soak
from tests.real_server import Server
from webapp.database import connection as db

KILLS = 5
CONFIRMATIONS = 20


def test_whatever_was_confirmed_is_there_after_every_kill(
    todays_file: Path, serve: Callable[..., Server]
) -> None:
    whole = Soak(serve(todays_file), 1917)
    whole.sign_in()
    # On a busy machine less is confirmed between two kills.
    while whole.figures["kills"] < KILLS or whole.figures["confirmations"] <= CONFIRMATIONS:
        whole.work_and_kill()
    assert whole.figures["facts asked"] >= whole.figures["left open"] > 0


@pytest.fixture
def kept(centre_db: db.Db) -> ledger.Ledger:
    """Somebody's ledger with a draft's candidates and a submission, as they stand in the file."""
    one = ledger.Ledger()
    draft_id = centre_db.execute("select min(draft_id) from submissions").fetchone()[0]
    for fact in (ledger.submitted(draft_id), ledger.withdrawn(1)):
        one.facts[fact] = {fact.value(centre_db)}
    assert list(one.settle(centre_db)) == []
    return one


@pytest.mark.parametrize(
    "loss",
    [
        (
            "delete from hand_over_rows; delete from entries where entry_id = (select min(entry_id)"
            " from entries)"
        ),
        "update submissions set draft_id = draft_id + 100",
        "insert into entry_changes (entry_id, changed_at, what, before, after) select entry_id,"
        " '', 'withdrawn',"
        " 'entered', 'withdrawn' from entries; update entries set status = 'withdrawn'",
    ],
    ids=["an entry", "a submission", "a withdrawal that nobody made"],
)
def test_a_loss_is_seen(kept: ledger.Ledger, centre_db: db.Db, loss: str) -> None:
    centre_db.conn.executescript(f"pragma foreign_keys = off; {loss}")
    assert len(list(kept.settle(centre_db))) == 1


def test_a_request_that_was_cut_short_may_have_come_through_or_not_but_not_half(
    centre_db: db.Db,
) -> None:
    one, fact = ledger.Ledger(), ledger.picked(1)
    with pytest.raises(ConnectionError), one.change((fact, frozenset({(1,), (2,)}))):
        raise ConnectionError("the server is gone")
    assert one.facts[fact] == {frozenset(), frozenset({(1,), (2,)})}
    assert one.confirmed == 0
    assert list(one.settle(centre_db)) == []
    one.facts[fact] = {frozenset(), frozenset({(1,), (2,)})}
    centre_db.execute(
        "insert into drafts (draft_id, start_key, account_id, package_id, made_at, changed_at)"
        " values (1, 'k', 1, 1, '', '')"
    )
    centre_db.execute("insert into draft_candidates values (1, 1)")
    assert len(list(one.settle(centre_db))) == 1


def test_a_file_that_is_copied_without_its_log_has_lost_what_was_confirmed(
    centre_file: Path, tmp_path: Path
) -> None:
    with closing(db.connect(centre_file)) as one:
        one.execute("update centre set contact = 'Room 99'")
        alone = Path(shutil.copy(centre_file, tmp_path / "alone.db"))
        with closing(db.connect(alone)) as other:
            assert other.execute("select contact from centre").fetchone() != ("Room 99",)
