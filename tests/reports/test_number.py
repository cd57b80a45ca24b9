"""Report numbers: one spelling, forgiving reading, and no slip of the finger that passes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.number import _check_digit, make, parse

NOVEMBER = date(2024, 11, 27)
NUMBERS = st.builds(
    make,
    st.from_regex(r"[A-Z]{2,5}", fullmatch=True),
    st.dates(date(2024, 1, 1), date(2040, 12, 31)),
    st.integers(1, 200_000),
)


def test_a_number_reads_resort_month_and_count() -> None:
    assert make("DMI", NOVEMBER, 42).startswith("DMI-2411-0042-")
    assert make("DMI", NOVEMBER, 9_999).startswith("DMI-2411-9999-")
    assert make("DMI", NOVEMBER, 10_000).startswith("DMI-2411-10000-")


def test_the_check_digit_is_damms() -> None:
    assert _check_digit("572") == "4"  # the example that is usually printed with the scheme
    assert _check_digit("5724") == "0"  # a number with its check digit checks to 0


@pytest.mark.parametrize(
    ("prefix", "running"), [("", 1), ("D", 1), ("dmi", 1), ("D1", 1), ("DUMAIS", 1), ("DMI", 0), ("DMI", -1)]
)
def test_a_number_that_cannot_be_is_a_bug(prefix: str, running: int) -> None:
    with pytest.raises(ValueError, match=r"prefix|numbered"):
        make(prefix, NOVEMBER, running)


@pytest.mark.parametrize(
    ("written", "instead"),
    [("-", ""), ("-", " "), ("-", "."), ("-", "–"), ("-", " - "), ("0", "O"), ("1", "I"), ("1", "L")],
)
@given(number=NUMBERS)
def test_a_number_is_read_however_it_is_typed(written: str, instead: str, number: str) -> None:
    prefix, rest = number.split("-", 1)
    typed = f"{prefix}-{rest}".replace("-", instead) if written == "-" else f"{prefix}-{rest.replace(written, instead)}"
    assert parse(typed) == number
    assert parse(f" #{typed.lower()}. ") == number


@given(NUMBERS, st.data())
def test_one_wrong_digit_is_noticed(number: str, data: st.DataObject) -> None:
    at = data.draw(st.sampled_from([index for index, letter in enumerate(number) if letter.isdigit()]))
    wrong = data.draw(st.sampled_from("0123456789").filter(lambda digit: digit != number[at]))
    assert parse(number[:at] + wrong + number[at + 1 :]) is None


@given(NUMBERS, st.data())
def test_two_swapped_neighbours_are_noticed(number: str, data: st.DataObject) -> None:
    prefix, rest = number.split("-", 1)
    digits = rest.replace("-", "")
    at = data.draw(st.integers(0, len(digits) - 2))
    swapped = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
    assert parse(prefix + swapped) == (number if swapped == digits else None)


@pytest.mark.parametrize(
    "text", ["", "halo", "DMI", "2411-0042-7", "DMI-2411", "DMI-2413-0001-0", "DMI-2400-0001-0", "D-2411-0042-7", "١٢"]
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert parse(text) is None


@given(st.text(max_size=40))
def test_any_text_is_a_number_or_none(text: str) -> None:
    number = parse(text)
    assert number is None or parse(number) == number
