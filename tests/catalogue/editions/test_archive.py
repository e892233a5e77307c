"""The files of an edition as they are sent: a zip, or one by one."""

import io
import zipfile

import pytest

from tests.catalogue.sample_editions import shipped, zipped
from webapp.catalogue.editions import archive
from webapp.catalogue.editions.edition_reader import BadEdition

UNITS = b"assessment_code,unit_no,title\n03999,1,Spreadsheets\n"


def refused(*sent: tuple[str, bytes]) -> str:
    with pytest.raises(BadEdition) as caught:
        archive.read(sent)
    return str(caught.value)


def test_a_zip_gives_the_texts_of_its_files() -> None:
    assert archive.read([("edition.zip", zipped(shipped()))]) == shipped()


def test_a_zipped_folder_reads_and_what_else_lies_in_it_is_passed_over() -> None:
    files = {
        "catalogue/units.csv": UNITS,
        "__MACOSX/catalogue/._units.csv": b"\x00",
        "__MACOSX/units.csv": b"x",
        "catalogue/read me.txt": b"x",
        "catalogue/old.zip": b"PK",
    }
    assert archive.read([("edition.zip", zipped(files))]) == {"units.csv": UNITS.decode()}


@pytest.mark.parametrize(
    "name", ["units.csv", "UNITS.CSV", "units (1).csv", "C:\\My files\\units.csv"]
)
def test_a_file_by_itself_is_known_by_its_name(name: str) -> None:
    assert archive.read([(name, UNITS)]) == {"units.csv": UNITS.decode()}


def test_several_files_come_together() -> None:
    sent = [(name, text.encode()) for name, text in shipped().items()]
    assert archive.read(sent) == shipped()


@pytest.mark.parametrize(
    "path", ["../units.csv", "a/../../units.csv", "/units.csv", "C:/units.csv", "..\\units.csv"]
)
def test_a_path_out_of_the_zip_is_refused(path: str) -> None:
    assert "a path out of it" in refused(("edition.zip", zipped({path: UNITS})))


def test_a_file_that_is_none_of_an_edition_is_refused_by_name() -> None:
    said = refused(("prices.csv", UNITS))
    assert said.startswith(
        "prices.csv is none of the files of an edition. They are called frameworks.csv"
    )


def test_a_file_sent_twice_is_refused() -> None:
    assert refused(("units.csv", UNITS), ("edition.zip", zipped({"units.csv": UNITS}))) == (
        "units.csv is there twice: send it once."
    )
    assert "twice" in refused(("edition.zip", zipped({"a/units.csv": UNITS, "b/units.csv": UNITS})))


def test_a_zip_that_grows_beyond_bounds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_UNPACKED", 100)
    assert "more than 50 MB" in refused(("edition.zip", zipped({"units.csv": b"a" * 101})))
    halves = zipped({"units.csv": b"a" * 60, "packages.csv": b"a" * 60})
    assert "more than 50 MB" in refused(("edition.zip", halves))
    assert archive.read([("edition.zip", zipped({"units.csv": b"a" * 100}))])


def test_a_zip_that_is_not_whole_is_refused() -> None:
    whole = zipped(shipped())
    middle = len(whole) // 3
    for broken in (whole[:100], whole[:-30], whole[:middle] + b"\xff" * 40 + whole[middle + 40 :]):
        assert "cannot be unpacked" in refused(("edition.zip", broken))


def test_a_zip_with_a_password_is_refused() -> None:
    packed = bytearray(zipped({"units.csv": UNITS}))
    central = packed.rindex(b"PK\x01\x02")
    packed[6] |= 1
    packed[central + 8] |= 1
    assert "has a password" in refused(("edition.zip", bytes(packed)))


def test_a_zip_with_nothing_of_an_edition_is_refused() -> None:
    packed = io.BytesIO()
    zipfile.ZipFile(packed, "w").close()
    assert refused(("edition.zip", zipped({"x.txt": b"x"}))).startswith("None of the files")
    assert "none of the files" in refused(("empty.zip", packed.getvalue()))


def test_a_file_that_is_not_in_utf_8_is_refused_by_name() -> None:
    assert refused(("units.csv", "Café".encode("latin-1"))).startswith("units.csv is not in UTF-8")
    assert refused(("edition.zip", zipped({"units.csv": b"\xff"}))).startswith(
        "units.csv is not in UTF-8"
    )
