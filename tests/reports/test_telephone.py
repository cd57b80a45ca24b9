"""Telephone numbers as people type them."""

import pytest

from reports.telephone import number_of


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0812-3456-7890", "+6281234567890"),
        ("+62 812 3456 7890", "+6281234567890"),
        ("+60 12-345 6789", "+60123456789"),
        ("+65 9123 4567", "+6591234567"),
        ("0060 12 345 6789", "+60123456789"),
        ("+44 (20) 7946 0958", "+442079460958"),
        ("+966\u00a050\u2011123\u20114567", "+966501234567"),
        ("wa +60123456789", "+60123456789"),
        ("nomor saya 0812.3456.7890", "+6281234567890"),
        ("No. HP: 0812\u20113456\u20117890 ya pak", "+6281234567890"),
        ("\uff10\uff18\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19\uff10", "+6281234567890"),
        ("pelakunya pakai 0812 3456 7890", None),
        ("0812 3456 7890 atau 0813 1111 2222", None),
        ("+62 12", None),
        ("+0 123 456 789", None),
        ("60123456789", None),
        ("+1234567890123456", None),
        ("besok saja", None),
        ("", None),
        ("+" + "6 " * 3000, None),
    ],
)
def test_numbers_of_any_country_are_taken(typed: str, number: str | None) -> None:
    assert number_of(typed) == number
