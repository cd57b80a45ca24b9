"""A NIK is covered wherever it is typed; account, card and IMEI numbers stay, for they are evidence."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.identity_number import COVER, cover, is_nik

COVERED = [
    "NIK saya 1472011203900001",
    "ini ktp saya pak 1472 0152 0390 0001",
    "14.72.01.120390.0001 atas nama saya",
    "147201-520390-0001",
    "nik:9471012902000003.",
    "147201/520390/0001",
    "NIK \uff11\uff14\uff17\uff12\uff10\uff11\uff11\uff12\uff10\uff13\uff19\uff10\uff10\uff10\uff10\uff11",
    "\u0661\u0664\u0667\u0662\u0660\u0661\u0661\u0662\u0660\u0663\u0669\u0660\u0660\u0660\u0660\u0661",
    "1472\u0660112\uff10390\u06f0001",
    "KTP 3174096112990001 dan rekening menyusul",
]
KEPT = [
    "transfer ke 5221841234567890",  # month 34
    "rekening BRI 1472011203900001 atas nama pelaku",  # reads as a NIK, but it is said what it is
    "no rek: 1472011203900001",
    "IMEI 3520991200123456",
    "imei1 1472011203900001",
    "kartu 4111111111111111",
    "147201320390000",  # 15 digits
    "14720112039000011",  # 17
    "1472013203900001",  # the 32nd
    "1472011213900001",  # month 13
    "1472013002900001",  # 30 February
    "9972011203900001",  # no such province
    "1400011203900001",  # no such kabupaten
    "1472011203900000",
    "0812 3456 7890 1234",
    "DMI-2411-0042-7 jam 08.00 tgl 27/11/2024",
]


@pytest.mark.parametrize("text", COVERED)
def test_a_nik_is_covered_in_its_own_length(text: str) -> None:
    covered = cover(text)
    assert len(covered) == len(text)
    assert covered.count(COVER) == 16
    assert cover(covered) == covered


@pytest.mark.parametrize("text", KEPT)
def test_what_is_no_nik_stays(text: str) -> None:
    assert cover(text) == text


@given(
    st.sampled_from(["11", "14", "21", "36", "53", "65", "76", "82", "97"]),
    st.integers(1, 99),
    st.integers(1, 99),
    st.dates(),
    st.booleans(),
    st.integers(1, 9999),
    st.text(st.sampled_from("abc ,.\n🔥"), max_size=5),
)
def test_every_area_and_birthday_is_known(
    province: str, kabupaten: int, kecamatan: int, born: date, woman: bool, number: int, around: str
) -> None:
    day = born.day + 40 * woman
    nik = f"{province}{kabupaten:02}{kecamatan:02}{day:02}{born.month:02}{born.year % 100:02}{number:04}"
    if (born.month, born.day, born.year % 400) != (2, 29, 0) or is_nik(nik):
        assert cover(f"{around} {nik} {around}") == f"{around} {COVER * 16} {around}"


@given(st.text(st.sampled_from("0123456789 .-a\u0661\uff12"), max_size=400))
def test_any_text_keeps_its_length_and_everything_but_digits(text: str) -> None:
    covered = cover(text)
    assert all(one == other or (one.isdigit() and other == COVER) for one, other in zip(text, covered, strict=True))
