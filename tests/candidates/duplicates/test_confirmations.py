"""Doubts about a candidate, accepted one by one."""

from tests.candidates.rows import candidate_row
from webapp.candidates.duplicates import duplicate
from webapp.candidates.duplicates.confirmations import Doubts
from webapp.candidates.duplicates.duplicate import Double

GENDER = {"gender": "No gender is recorded."}
CAPITALS = {"surname": "It is all in capitals."}
DOUBLE = Double(candidate_row(candidate_id=7), duplicate.SAME_NAME_AND_BIRTH)
OTHER = Double(candidate_row(candidate_id=8), duplicate.SAME_NAME_AND_BIRTH)


def test_it_works() -> None:
    doubts = Doubts(GENDER, [DOUBLE])
    assert len(doubts.keys()) == 2
    assert not any(doubts.without(doubts.keys()))
    assert doubts.without(set()) == doubts


def test_only_the_new_doubt_is_left() -> None:
    accepted = Doubts(GENDER, [DOUBLE]).keys()
    assert Doubts(GENDER | CAPITALS, [DOUBLE, OTHER]).without(accepted) == Doubts(CAPITALS, [OTHER])


def test_what_is_said_differently_is_another_doubt() -> None:
    assert any(Doubts({"gender": "Another reason."}, []).without(Doubts(GENDER, []).keys()))
    nearer = DOUBLE._replace(kind=duplicate.NAME_ONE_LETTER_APART)
    assert any(Doubts({}, [nearer]).without(Doubts({}, [DOUBLE]).keys()))


def test_the_same_identifier_cannot_be_accepted() -> None:
    doubts = Doubts({}, [DOUBLE._replace(kind=duplicate.SAME_IDENTIFIER)])
    assert doubts.refuses
    assert doubts.keys() == set()
    assert doubts.without({"anything"}) == doubts
    assert not Doubts(GENDER, [DOUBLE]).refuses
