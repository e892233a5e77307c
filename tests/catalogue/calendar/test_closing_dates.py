"""The closing dates as an iCalendar feed, read back by a library that knows the format."""

from datetime import UTC, date, datetime, timedelta

import icalendar
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.accounts.centre.centre import Centre
from webapp.catalogue.calendar.closing_dates import ClosingDate, write

STAMP = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
CENTRE = Centre("12345", "Riverside College, Łódź; “north”", "")
AWKWARD = 'Diplôme, niveau 3; the "big" one \\ 漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字 🎓🎓🎓'


def row(
    series_id: int = 7,
    title: str = "March 2027",
    closes_on: date = date(2027, 1, 20),
    assessments: tuple[tuple[str, str], ...] = (("03999", "IT"),),
) -> ClosingDate:
    return ClosingDate(series_id, title, closes_on, assessments)


def events(content: bytes) -> list[icalendar.Event]:
    return icalendar.Calendar.from_ical(content).walk("VEVENT")


def check_lines(content: bytes) -> None:
    assert content.endswith(b"\r\n")
    for line in content.removesuffix(b"\r\n").split(b"\r\n"):
        assert line
        assert len(line) <= 75
        assert b"\n" not in line
        assert b"\r" not in line
        line.decode()


def test_it_works() -> None:
    content = write([row(assessments=(("03999", "IT"), ("09866", "Maths")))], CENTRE, STAMP)
    check_lines(content)
    calendar = icalendar.Calendar.from_ical(content)
    assert calendar["version"] == "2.0"
    assert calendar["prodid"]
    # The library leaves the marks of escaping in properties that it does not know.
    escaped = r"Closing dates\, Riverside College\, Łódź\; “north”"
    assert calendar["name"] == calendar["x-wr-calname"] == escaped
    (event,) = calendar.walk("VEVENT")
    assert event["summary"] == "March 2027 closes: 03999, 09866"
    assert event["description"] == "03999 IT\n09866 Maths"
    assert event["dtstart"].dt == date(2027, 1, 20)
    assert event["dtend"].dt == date(2027, 1, 21)
    assert event["dtstamp"].dt == STAMP
    assert event["uid"] == "closing-7.centre-12345@single-point"
    (alarm,) = event.walk("VALARM")
    assert alarm["trigger"].dt == timedelta(days=-7)
    assert (alarm["action"], alarm["description"]) == ("DISPLAY", event["summary"])
    assert not calendar.errors
    assert not event.errors
    assert not alarm.errors


def test_many_codes_are_counted_in_the_summary_and_told_in_full_below() -> None:
    many = tuple((f"{code:05}", f"Assessment {code}") for code in range(90))
    content = write([row(assessments=many)], CENTRE, STAMP)
    check_lines(content)
    (event,) = events(content)
    assert (
        event["summary"]
        == "March 2027 closes: 00000, 00001, 00002, 00003, 00004, 00005 and 84 more"
    )
    assert event["description"].count("\n") == 89


def test_awkward_titles_come_back_as_they_were() -> None:
    content = write([row(title=AWKWARD, assessments=(("03999", AWKWARD),))], CENTRE, STAMP)
    check_lines(content)
    (event,) = events(content)
    assert event["summary"] == f"{AWKWARD} closes: 03999"
    assert event["description"] == f"03999 {AWKWARD}"


def test_a_title_cannot_smuggle_in_lines_of_its_own() -> None:
    content = write([row(title="June\r\nATTACH:http://x\nEND:VEVENT\x07")], CENTRE, STAMP)
    check_lines(content)
    assert len(events(content)) == 1
    assert b"\r\nATTACH" not in content
    assert events(content)[0]["summary"].startswith("June\nATTACH:http://x\nEND:VEVENT closes")


def test_the_id_of_an_event_outlasts_a_new_date_and_title() -> None:
    before = events(write([row()], CENTRE, STAMP))[0]["uid"]
    moved = row(title="Spring 2027", closes_on=date(2027, 1, 27))
    assert events(write([moved], CENTRE, STAMP + timedelta(days=1)))[0]["uid"] == before
    assert events(write([row(series_id=8)], CENTRE, STAMP))[0]["uid"] != before


def test_a_centre_without_closing_dates_has_an_empty_calendar() -> None:
    assert events(write([], CENTRE, STAMP)) == []


@settings(deadline=None)
@given(
    st.text(
        st.characters(exclude_categories=("Cs", "Cc", "Cf", "Co", "Cn", "Zl", "Zp", "Zs")),
        min_size=1,
    )
)
def test_any_title_survives_folding_and_escaping(title: str) -> None:
    content = write([row(title=title)], CENTRE, STAMP)
    check_lines(content)
    assert events(content)[0]["summary"] == f"{title} closes: 03999"
