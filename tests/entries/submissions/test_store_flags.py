"""What submissions still want, and recording acknowledgements."""

from datetime import date

from msgspec.structs import replace

from tests.conftest import TODAY
from tests.entries.afterwards import OFFICER, hand_over, ids, submitted, withdraw
from tests.entries.drafts import people
from webapp.candidates.record import store as candidates
from webapp.candidates.record import store_changes
from webapp.candidates.record.candidate import from_record
from webapp.database.connection import Db
from webapp.entries.hand_over import store_acknowledgements
from webapp.entries.hand_over.acknowledgement import NONE, Acknowledgement
from webapp.entries.submissions import flags, store_flags

ACK = Acknowledgement(date(2026, 11, 24), "ACK-1")


def labels(db: Db, submission_id: int) -> list[str]:
    return flags.of(store_flags.marks(db), submission_id)


def test_a_submission_wants_handing_over_then_acknowledging_then_nothing(centre_db: Db) -> None:
    one = submitted(centre_db)
    assert labels(centre_db, one) == ["Not handed over"]
    hand_over(centre_db, one)
    assert labels(centre_db, one) == ["Not acknowledged"]
    withdraw(centre_db, one, ids(centre_db, one)[:1])
    assert labels(centre_db, one) == ["Changed since hand-over", "Not acknowledged"]
    assert store_acknowledgements.record(centre_db, one, ACK, account_id=OFFICER)
    assert labels(centre_db, one) == ["Changed since hand-over"]
    hand_over(centre_db, one, "changes")
    assert labels(centre_db, one) == []


def test_details_that_are_not_on_the_sheet_and_what_was_changed_back_are_no_change(
    centre_db: Db,
) -> None:
    chosen = people(centre_db, 1)
    one = submitted(centre_db, chosen)
    hand_over(centre_db, one)
    row = candidates.one(centre_db, chosen[0])
    assert row
    for surname in ("Neu", row.surname):
        store_changes.change(
            centre_db, chosen[0], from_record(replace(row, surname=surname)), OFFICER
        )
    store_changes.archive(centre_db, chosen[0], OFFICER)
    assert labels(centre_db, one) == ["Not acknowledged"]


def test_what_was_withdrawn_before_any_hand_over_wants_nothing(centre_db: Db) -> None:
    one = submitted(centre_db)
    withdraw(centre_db, one, ids(centre_db, one))
    assert labels(centre_db, one) == []


def test_an_acknowledgement_can_be_corrected_and_taken_back_and_the_history_stays(
    centre_db: Db,
) -> None:
    one = submitted(centre_db)
    hand_over(centre_db, one)
    other = Acknowledgement(TODAY, "ACK-2")
    for new, changed in [(ACK, True), (ACK, False), (other, True), (NONE, True), (NONE, False)]:
        assert store_acknowledgements.record(centre_db, one, new, account_id=OFFICER) is changed
        assert store_acknowledgements.recorded(centre_db, one) == new
    told = store_acknowledgements.history(centre_db, one)
    assert [row.reference for row in told] == ["", "ACK-2", "ACK-1"]
    assert {row.person for row in told} == {"Priya Lewis"}
    assert labels(centre_db, one) == ["Not acknowledged"]
