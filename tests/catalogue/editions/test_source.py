"""The sources of an edition."""

from webapp.catalogue.editions import edition_reader, source
from webapp.catalogue.editions.values import LINE


def test_the_shipped_sources_are_all_read() -> None:
    rows = source.read((edition_reader.EDITION / source.FILE).read_text(encoding="utf-8"))
    assert rows
    named = {row["source_id"]: row["place"] for row in rows}
    edition = edition_reader.read_folder(edition_reader.EDITION)
    tables = (edition.frameworks, edition.packages, edition.assessments, edition.units)
    texts = {row["source_ids"] for table in tables for row in table or []}
    assert source.all_ids(texts) <= named.keys()
    assert named["S02"].startswith("https://vdocuments.us/")


def test_a_file_without_a_table_of_sources_says_nothing() -> None:
    assert source.read("# Sources\n\nNone.\n| a | b |\n") is None


def test_ids_are_named_in_their_order_and_unknown_ones_stay_bare() -> None:
    known = {"S1": "a book"}
    assert source.named("S9;S1", known) == [("S9", ""), ("S1", "a book")]
    assert source.named("", known) == []


def test_a_line_of_spaces_is_looked_through_once() -> None:
    # A pattern that tries every way of sharing out these spaces would not come to an end.
    blank = " " * 200_000
    assert source.read(f"| A1 |{blank}x\n| A2 |{blank}here {blank}| for | that{blank}|") == [
        {"source_id": "A2", "place": "here", "used_for": "for | that", LINE: "2"}
    ]
