"""The demonstration people: plausible, awkward where life is, the same every time."""

import hashlib
import itertools
import os
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest

from webapp.demo.people import groups, people

TODAY = date(2026, 11, 24)
people_once = cache(people)
PEOPLE = people_once(TODAY)
GROUPS = groups(PEOPLE)
# Around the start of the academic year, a leap day, turns of month and year.
DAYS = [
    TODAY,
    *(date(2027, *day) for day in ((1, 1), (8, 31), (9, 1), (9, 2), (9, 14), (9, 15), (9, 30))),
    date(2028, 2, 29),
]
MONTHS = (1, 3, 6, 12, 24, 36, 48, 60)


def months_before(day, months):
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, 28))


def period_counts(found, today):
    starts = [
        today,
        today - timedelta(7),
        *(months_before(today, months) for months in MONTHS),
        date.min,
    ]
    return [sum(person.added_on >= start for person in found) for start in starts]


def age_on(day, person):
    return (
        day.year
        - person.born_on.year
        - ((day.month, day.day) < (person.born_on.month, person.born_on.day))
    )


def named(surname, forenames):
    return [
        person for person in PEOPLE if (person.surname, person.forenames) == (surname, forenames)
    ]


def without_dates(person):
    return person._replace(born_on=None, added_on=None, uci=person.uci[:6] + person.uci[8:12])


def letter_of(first12):
    values = [
        int(character) if character.isdigit() else "_ABCDEFGHIJKLMNOP".index(character)
        for character in first12
    ]
    return "ABCDEFGHKLMRTVWXY"[sum(value * (16 - place) for place, value in enumerate(values)) % 17]


def test_the_demonstration_has_twelve_hundred_people():
    assert len(PEOPLE) == 1200
    assert len(people(TODAY, 100)) == 100
    assert len(people_once(TODAY, 9999)) == 9999


@pytest.mark.parametrize("count", [-1, 0, 99, 10_000])
def test_too_few_or_too_many_people_are_refused(count):
    with pytest.raises(ValueError, match="100 to 9,999"):
        people(TODAY, count)


def test_the_same_day_shows_the_same_people():
    assert people(TODAY) == PEOPLE
    assert groups(people(TODAY)) == GROUPS


def test_another_start_of_the_program_shows_the_same_people():
    code = (
        "from datetime import date; from webapp.demo.people import *; p ="
        f" people({TODAY!r}); print(ascii((p, groups(p))))"
    )
    code = code.replace("datetime.date(", "date(")
    for seed in ("1", "2"):
        run = subprocess.run(
            [sys.executable, "-B", "-c", code],
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        shown = hashlib.sha256(run.stdout.strip().encode()).hexdigest()
        assert shown == hashlib.sha256(ascii((PEOPLE, GROUPS)).encode()).hexdigest()


@pytest.mark.parametrize("day", DAYS[1:])
def test_another_day_shifts_only_the_dates(day):
    shifted = people_once(day)
    assert [without_dates(person) for person in shifted] == [
        without_dates(person) for person in PEOPLE
    ]
    assert shifted[-1].added_on == day
    assert list(groups(shifted).values()) == list(GROUPS.values())


def test_the_centre_number_is_the_start_of_its_own_ucis():
    starts = Counter(
        person.uci[:6] for person in people(TODAY, centre_number="68199") if person.uci
    )
    assert 0.85 < starts["681990"] / starts.total() < 0.95
    assert not any(start.startswith("68199") for start in starts if start != "681990")


def test_everybody_has_a_name_written_as_the_register_stores_it():
    for person in PEOPLE:
        assert person.surname or person.forenames
        for text in (person.surname, person.forenames):
            assert text == " ".join(unicodedata.normalize("NFC", text).split())
            assert not any(character.isdigit() for character in text)


def test_no_two_people_share_both_name_and_date_of_birth():
    for count in (1200, 9999):
        assert len({person[:3] for person in people_once(TODAY, count)}) == count


@pytest.mark.parametrize("field", ["candidate_number", "ocr_number", "uci", "uln"])
@pytest.mark.parametrize("count", [1200, 9999])
def test_no_two_people_share_a_number(field, count):
    numbers = [number for person in people_once(TODAY, count) if (number := getattr(person, field))]
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize(
    ("field", "share", "shape"),
    [
        ("candidate_number", 0.95, r"(?!0000)[0-9]{4}"),
        ("ocr_number", 0.30, r"[0-9]{8}"),
        ("uci", 0.88, r"[0-9]{5}[0A-P][0-9]{2}(?!0000)[0-9]{4}[A-HKLMRTVWXY]"),
        ("uln", 0.85, r"[1-9][0-9]{9}"),
    ],
)
def test_most_people_have_their_numbers_and_some_have_none(field, share, shape):
    numbers = [getattr(person, field) for person in PEOPLE]
    assert abs(sum(map(bool, numbers)) / 1200 - share) < 0.03
    assert all(re.fullmatch(shape, number) for number in numbers if number)


def test_some_people_have_neither_uci_nor_uln():
    assert sum(not person.uci and not person.uln for person in PEOPLE) >= 5


@pytest.mark.parametrize(
    ("first12", "letter"), [("681990012058", "G"), ("12345A250001", "L"), ("68199C240042", "A")]
)
def test_the_check_letter_recomputed_here_follows_the_published_examples(first12, letter):
    assert letter_of(first12) == letter


@pytest.mark.parametrize("day", DAYS)
def test_every_uci_ends_in_the_letter_that_fits(day):
    assert all(
        person.uci[12] == letter_of(person.uci[:12]) for person in people_once(day) if person.uci
    )


def test_every_uln_passes_its_check():
    for person in PEOPLE:
        if person.uln:
            assert (
                sum(
                    int(digit) * weight
                    for digit, weight in zip(person.uln, range(10, 0, -1), strict=True)
                )
                % 11
                == 10
            )


def test_nine_ucis_of_ten_are_the_centres_own_with_the_year_the_person_was_added():
    with_uci = [person for person in PEOPLE if person.uci]
    own = [person for person in with_uci if person.uci.startswith("123450")]
    assert 0.87 < len(own) / len(with_uci) < 0.93
    for person in own:
        academic_year = person.added_on.year - (person.added_on.month < 9)
        assert person.uci[6:8] == str(academic_year)[2:]
        assert person.candidate_number in ("", person.uci[8:12])
    for person in with_uci:
        if person not in own:
            assert not person.uci.startswith("12345")
            assert 2000 + int(person.uci[6:8]) < person.added_on.year


def test_most_people_are_sixteen_to_twenty_four_and_nobody_is_over_fifty_five():
    for day in DAYS:
        ages = [age_on(day, person) for person in people_once(day)]
        assert min(ages) >= 16
        assert 45 < max(ages) <= 55
        assert 0.75 < sum(age <= 24 for age in ages) / 1200 < 0.95
    assert all(age_on(person.added_on, person) >= 15 for person in PEOPLE)


def test_forenames_fit_the_gender():
    hers = {
        "Olivia",
        "Emily",
        "Hannah",
        "Fatima",
        "Priya",
        "Agnieszka",
        "Niamh",
        "Ffion",
        "Blessing",
        "Xinyi",
        "Sarah",
    }
    his = {
        "Jack",
        "Thomas",
        "Callum",
        "Mohammed",
        "Arjun",
        "Piotr",
        "Conor",
        "Rhys",
        "Emmanuel",
        "Haoran",
        "Paul",
    }
    genders = {
        name: {p.gender for p in PEOPLE if p.forenames.split()[:1] == [name]} for name in hers | his
    }
    assert all(genders[name] <= {"female", ""} for name in hers)
    assert all(genders[name] <= {"male", ""} for name in his)
    assert sum(map(bool, genders.values())) >= 18
    counts = Counter(person.gender for person in PEOPLE)
    assert set(counts) == {"female", "male", ""}
    assert 0.4 < counts["female"] / 1200 < 0.6
    assert 0.005 < counts[""] / 1200 < 0.05


def test_forenames_follow_the_years_people_were_born_in():
    born = {
        name: [p.born_on.year for p in PEOPLE if p.forenames.split()[:1] == [name]]
        for name in ("Olivia", "Gary", "Wayne")
    }
    assert min(born["Olivia"]) > 2000 > max(born["Gary"] + born["Wayne"])


def test_common_names_are_common_and_every_community_is_there():
    surnames = Counter(person.surname for person in PEOPLE)
    assert surnames.most_common(1)[0][0] in ("Smith", "Jones")
    assert surnames["Smith"] > 4 * surnames["Dobson"]
    for of_one_community in (
        "Khan",
        "Patel",
        "Gill",
        "Begum",
        "Mensah",
        "Nowak",
        "Wang",
        "Murphy",
        "Evans",
        "Campbell",
    ):
        assert surnames[of_one_community] >= 2
    assert len(surnames) > 200


def test_about_half_the_people_have_a_middle_name():
    plain = [person for person in PEOPLE if not person.awkward]
    assert 0.42 < sum(" " in person.forenames for person in plain) / len(plain) < 0.58


@pytest.mark.parametrize("count", [400, 1200, 9999])
def test_about_eight_in_a_hundred_names_are_awkward(count):
    assert 0.06 <= sum(person.awkward for person in people_once(TODAY, count)) / count <= 0.10


def test_a_name_not_called_awkward_is_plain():
    for person in people_once(TODAY, 9999):
        if not person.awkward:
            assert re.fullmatch("[A-Z][a-z]{2,}", person.surname)
            assert re.fullmatch("[A-Z][a-z]{2,}( [A-Z][a-z]{2,})?", person.forenames)
            assert not re.match("Mc|Mac[A-Z]", person.surname)


@pytest.mark.parametrize("count", [100, 1200])
@pytest.mark.parametrize(
    ("surname", "forenames"),
    [
        ("O'Brien-Śmith", "Mary-Ann"),
        ("Nguyễn", "Thị Ánh"),
        ("O’Brien", "Seán"),
        ("Jones", "Mary-Ann"),
        ("Jonsson", "Mary Ann"),
        ("Jones", "Mary"),
        ("Smith-Jones", "Zoë"),
        ("D'Souza", "Renée"),
        ("Łukaszewicz", "Michał"),
        ("Sørensen", "Åse"),
        ("Ng", "Li"),
    ],
)
def test_the_well_known_awkward_names_are_among_them(surname, forenames, count):
    (person,) = [
        person for person in people_once(TODAY, count) if person[:2] == (surname, forenames)
    ]
    assert person.awkward


@pytest.mark.parametrize(
    ("kind", "fewest"),
    [
        (r"[^,]+, ", 2),
        (r", .+", 2),
        (r".*'.*", 4),
        (r".*’.*", 3),
        (r".*-.*", 8),
        (r".*[À-ỹ].*", 25),
        (r"[A-Z][a-z]?, .+", 3),
        (r".+, [A-Z][a-z]?", 3),
        (r"van der .*", 1),
        (r"de la .*", 1),
        (r"Mac[ A-Z].*", 1),
        (r"Mc[A-Z].*", 1),
        (r"ap .*", 1),
        (r"bin .*", 1),
        (r"Al-.*", 1),
        (r".{50,66}", 3),
        (r"[\u0400-\u04ff]+, [\u0400-\u04ff]+", 1),
        (r"[\u4e00-\u9fff]+, [\u4e00-\u9fff]+", 1),
        (r"[\u0600-\u06ff]+, [\u0600-\u06ff]+", 1),
    ],
)
def test_every_kind_of_awkward_name_is_among_them(kind, fewest):
    written = [f"{person.surname}, {person.forenames}" for person in PEOPLE if person.awkward]
    assert sum(bool(re.fullmatch(kind, text)) for text in written) >= fewest


def test_the_longest_name_fits_the_register():
    assert max(len(person.surname + person.forenames) for person in PEOPLE) <= 65


def test_the_okafor_twins_share_surname_and_date_of_birth():
    (one,), (other,) = named("Okafor", "Chidera"), named("Okafor", "Chinedu")
    assert one.born_on == other.born_on
    assert one.added_on == other.added_on
    assert one.awkward
    assert other.awkward
    assert one.uci != other.uci


@pytest.mark.parametrize("day", DAYS)
def test_at_least_three_names_belong_to_two_people_born_on_different_days(day):
    born = {}
    for person in people_once(day):
        born.setdefault(person[:2], []).append(person)
    pairs = [pair for pair in born.values() if len(pair) > 1]
    assert len(pairs) >= 3
    for pair in pairs:
        assert len({person.born_on for person in pair}) == len(pair)
        assert all(person.awkward for person in pair)


@pytest.mark.parametrize("day", DAYS)
def test_every_longer_period_shows_more_people(day):
    counts = period_counts(people_once(day), day)
    assert counts[0] >= 2
    assert counts[-1] == 1200
    assert all(shorter < longer for shorter, longer in itertools.pairwise(counts))


def test_every_longer_period_shows_more_people_whatever_the_day():
    for days in range(0, 366, 6):
        day = TODAY + timedelta(days)
        counts = period_counts(people(day, 150), day)
        assert counts[0] >= 2
        assert all(shorter < longer for shorter, longer in itertools.pairwise(counts)), (
            day,
            counts,
        )


@pytest.mark.parametrize("day", DAYS)
def test_people_were_added_in_the_last_six_years_and_mostly_in_september(day):
    added = [person.added_on for person in people_once(day)]
    assert months_before(day, 72) - timedelta(3) <= min(added) < months_before(day, 60)
    assert max(added) == day
    assert added == sorted(added)
    assert sum(on.month == 9 for on in added) / 1200 > 0.6
    assert len({on.year for on in added if on.month == 9}) >= 6


def test_twelve_groups_hold_eight_to_a_hundred_and_twenty_people():
    sizes = [len(members) for members in GROUPS.values()]
    assert len(GROUPS) == len(set(sizes)) == 12
    assert min(sizes) == 8
    assert max(sizes) == 120
    for count in (2000, 9999):
        assert [len(members) for members in groups(people_once(TODAY, count)).values()] == sizes


def test_a_person_is_in_no_group_or_one_or_two():
    held = Counter(place for members in GROUPS.values() for place in members)
    assert set(held) < set(range(1200))
    assert set(held.values()) == {1, 2}
    for members in GROUPS.values():
        assert len(members) == len(set(members))
        assert members == sorted(members)


def test_a_small_demonstration_has_all_groups_too():
    for count in (100, 300, 600):
        few = groups(people_once(TODAY, count))
        assert len(few) == 12
        assert all(few.values())


def test_groups_are_titled_by_academic_year_and_hold_nobody_who_came_later():
    assert {
        "ICT Level 3 2026–27",
        "ICT Level 3 2025–26",
        "Business Administration Level 2 evening",
    } <= set(GROUPS)
    assert "ICT Level 2 2027–28" in groups(people_once(date(2027, 9, 1)))
    assert "ICT Level 2 2026–27" in groups(people_once(date(2027, 8, 31)))
    for day in DAYS:
        found = people_once(day)
        for title, members in groups(found).items():
            if year := re.search(r"(\d{4})–(\d{2})$", title):
                assert int(year[2]) == (int(year[1]) + 1) % 100
                assert max(found[place].added_on for place in members) < date(
                    int(year[1]) + 1, 9, 1
                )
