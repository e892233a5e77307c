"""Qualification accreditation numbers."""

import csv

import pytest

from webapp.catalogue.editions.edition_reader import EDITION
from webapp.catalogue.packages import qan

with (EDITION / "assessments.csv").open(encoding="utf-8", newline="") as file:
    PRINTED = [row["qan"] for row in csv.DictReader(file) if row["qan"]]


def test_it_works() -> None:
    assert qan.fits("500/6757/6")
    assert not qan.fits("500/6757/5")


@pytest.mark.parametrize("printed", PRINTED)
def test_every_number_printed_in_the_shipped_catalogue_fits(printed: str) -> None:
    assert qan.fits(printed)


def test_the_shipped_catalogue_has_numbers_to_check() -> None:
    assert len(PRINTED) == 20
    assert "601/5343/X" in PRINTED


@pytest.mark.parametrize(
    "typed",
    [
        "500/6757/X",
        "601/5343/0",
        "601/5343/x",
        "500/6757/",
        "500/6757",
        "5006757/6",
        "50067576",
        "500-6757-6",
        "500/675/6",
        "5000/6757/6",
        "500/6757/66",
        " 500/6757/6",
        "500/6757/6\n",
        "5OO/6757/6",
        "",
        "none",
        "٥00/6757/6",
        "500/6757/٦",
    ],
)
def test_anything_else_does_not_fit(typed: str) -> None:
    assert not qan.fits(typed)


@pytest.mark.parametrize("place", [0, 1, 2, 4, 5, 6, 7, 9])
def test_one_wrong_digit_is_noticed_wherever_it_stands(place: int) -> None:
    right = "500/6757/6"
    for digit in set("0123456789") - {right[place]}:
        assert not qan.fits(right[:place] + digit + right[place + 1 :])
