"""Demonstration people for an exam centre: every one is invented, and so is every number they
carry.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import chain
from random import Random
from typing import NamedTuple

from webapp.candidates.record import uci
from webapp.demo.names import ALWAYS, OFTEN, Name, drawn, written

SEED = 2_718
AWKWARD_SHARE = 0.08
# Days lived before joining the centre; six years later nobody is past 24, 39 and 55.
AGES = ((5850, 6890), (8766, 12300), (12400, 17880))
# The people of each period, (fewest days ago, most, share), lie well inside it: months and years
# differ in length.
PERIODS = (
    (0, 0, 0.01),
    (1, 5, 0.02),
    (8, 27, 0.04),
    (32, 88, 0.08),
    (93, 180, 0.10),
    (186, 360, 0.13),
    (370, 726, 0.15),
    (735, 1091, 0.14),
    (1100, 1456, 0.13),
    (1466, 1822, 0.12),
    (1832, 2185, 0.08),
)
SEPTEMBER_SHARE = 0.68
INTAKES = (0.20, 0.18, 0.17, 0.16, 0.15, 0.14)
OTHER_CENTRES = ("68199", "68999", "54321", "67890", "31415")
# Title, size, and the part of the people, oldest first, that it draws from.
GROUPS = (
    ("ICT Level 2 {this}", 120, 0.62, 1),
    ("ICT Level 3 {this}", 84, 0.62, 1),
    ("ICT Level 3 {last}", 72, 0.35, 0.72),
    ("Business Administration Level 2 evening", 45, 0.3, 1),
    ("Business and Administration Level 3 {this}", 64, 0.62, 1),
    ("Customer Service Level 2 {this}", 57, 0.62, 1),
    ("Customer Service Level 2 {last}", 38, 0.35, 0.72),
    ("Health and Social Care Level 3 {last}", 31, 0.35, 0.72),
    ("Team Leading Level 2 day release", 24, 0.3, 1),
    ("Supporting Teaching and Learning Level 2 {this}", 18, 0.62, 1),
    ("Retail Level 2 Saturdays", 12, 0.3, 1),
    ("Functional Skills resits {this}", 8, 0.62, 1),
)


class Invented(NamedTuple):
    """One person; gender is female, male or ""; each number is "" or as rules for candidates store
    it.
    """

    surname: str
    forenames: str
    born_on: date
    gender: str
    candidate_number: str
    ocr_number: str
    uci: str
    uln: str
    added_on: date
    awkward: bool


def people(today: date, count: int = 1200, centre_number: str = "12345") -> list[Invented]:
    """The same people for the same day, the first added first; another day only shifts their dates.

    Raises ValueError unless count is 100 to 9,999, the candidate numbers there are. Below 400
    people the awkward ones are a larger share, because the well-known ones among them are never
    left out.
    """
    if not 100 <= count <= 9999:
        raise ValueError(f"invented people come by 100 to 9,999: {count}")
    rng = Random(SEED)
    days = iter(_days_added(today, count))
    numbers, ocr_numbers = rng.sample(range(1, 10_000), count), rng.sample(range(1, 10**8), count)
    ulns = _ulns(rng, count)
    found: dict[tuple[str, str, date], Invented] = {}
    for family in _families(rng, count):
        added_on, *_ = [next(days) for _ in family]
        born_on = added_on - timedelta(rng.randint(*AGES[family[0].age_group]))
        for name in family:
            while (name.surname, name.forenames, born_on) in found:
                born_on -= timedelta(1)
            number, ocr_number = f"{numbers.pop():04}", f"{ocr_numbers.pop():08}"
            found[name.surname, name.forenames, born_on] = Invented(
                name.surname,
                name.forenames,
                born_on,
                name.gender,
                _sometimes(rng, 0.95, number),
                _sometimes(rng, 0.30, ocr_number),
                _sometimes(rng, 0.88, _uci(rng, centre_number, number, added_on)),
                _sometimes(rng, 0.85, ulns.pop()),
                added_on,
                name.awkward,
            )
    return list(found.values())


def groups(people: Sequence[Invented]) -> dict[str, list[int]]:
    """Group title -> places in the list, ascending; nobody is in more than two. Fewer than 1,200
    people fill less.
    """
    rng, held = Random(SEED), Counter[int]()
    newest = max(person.added_on for person in people)
    year = newest.year - (newest.month < 9)
    years = {"this": f"{year}–{(year + 1) % 100:02}", "last": f"{year - 1}–{year % 100:02}"}
    members = {}
    for title, size, begin, end in GROUPS:
        free = [i for i in range(int(begin * len(people)), int(end * len(people))) if held[i] < 2]
        chosen = rng.sample(free, max(1, min(size, size * len(people) // 1200)))
        held.update(chosen)
        members[title.format(**years)] = sorted(chosen)
    return members


def _families(rng: Random, count: int) -> list[list[Name]]:
    wanted = round(count * AWKWARD_SHARE)
    families = list(written(rng, ALWAYS))
    for family in written(rng, OFTEN):
        if sum(map(len, families)) + len(family) <= wanted:
            families.append(family)
    met = {name[:2] for name in chain(*families)}
    total = sum(map(len, families))
    while total < count:
        name = drawn(rng, double_barrelled=total < wanted)
        if name[:2] not in met:
            met.add(name[:2])
            families.append([name])
            total += 1
    rng.shuffle(families)
    return families


def _days_added(today: date, count: int) -> list[date]:
    rng, rest = Random(SEED), count * (1 - SEPTEMBER_SHARE)
    days = [
        today - timedelta(rng.randint(fewest, most))
        for fewest, most, share in PERIODS
        for _ in range(max(3, round(rest * share)))
    ]
    newest = today.year if (today.month, today.day) >= (9, 15) else today.year - 1
    for back in rng.choices(range(6), INTAKES, k=count - len(days)):
        first = date(newest - back, 9, 1)
        offset = int(min(30, (today - first).days) * rng.random() ** 1.5)
        days.append(max(first + timedelta(offset), today - timedelta(2191)))
    return sorted(days)


def _sometimes(rng: Random, share: float, number: str) -> str:
    return number if rng.random() < share else ""


def _uci(rng: Random, centre_number: str, number: str, added_on: date) -> str:
    centre = rng.choice([other for other in OTHER_CENTRES if other != centre_number])
    board, earlier = rng.choice("000ABC"), rng.randint(1, 4)
    if rng.random() < 0.9:
        return uci.make(centre_number, number, added_on)
    first12 = f"{centre}{board}{(added_on.year - earlier) % 100:02}{number}"
    return first12 + uci.check_letter(first12)[0]


def _ulns(rng: Random, count: int) -> list[str]:
    checked = []
    for nine in map(str, rng.sample(range(10**8, 10**9), 2 * count)):
        total = sum(
            weight * int(digit) for weight, digit in zip(range(10, 1, -1), nine, strict=True)
        )
        checked.append((nine, (10 - total) % 11))
    return [f"{nine}{digit}" for nine, digit in checked if digit < 10]
